# Flink on Nomad, reading the event stream of the Nomad it runs on. NOT RUN; checked by nomad job
# validate (Nomad 2.0.5), with a parser of HCL and for its structure. Needs Nomad 1.9.6 or later (workload identities may
# open the stream), the docker driver, and two host volumes on the clients that may run it:
#   mkdir -p /srv/flink-checkpoints /srv/flink-zookeeper
#   chown 9999:9999 /srv/flink-checkpoints          # the image's user flink, who writes checkpoints
# and in these clients' configuration:
#   client {
#     host_volume "flink-checkpoints" { path = "/srv/flink-checkpoints" }
#     host_volume "flink-zookeeper" { path = "/srv/flink-zookeeper" }
#   }
# A JobManager that starts again finds in ZooKeeper which job ran and its last checkpoint, and goes on there: Flink knows
# no other way outside Kubernetes. So does another allocation, where it finds the same volumes.
#
# The jobs read over the Task API's socket with the identity of their TaskManager's task, so no token
# is stored anywhere. The identity needs a policy of its own:
#   nomad acl policy apply -namespace default -job nomad-flink nomad-flink-events - <<EOF
#   namespace "*" { policy = "read" }
#   EOF

variable "jar" {
  type        = string
  description = "where Nomad's clients fetch jobs/target/nomad-flink-jobs.jar"
}

variable "sink" {
  type        = string
  default     = "jdbc:postgresql://nomad_flink@postgres.example:5432/nomad"
  description = "where results go; the password comes from the variable nomad/jobs/nomad-flink"
}

job "nomad-flink" {
  type = "service"

  group "flink" {
    count = 1

    # the service is gone from Nomad's catalog before its tasks are
    shutdown_delay = "2s"

    network {
      mode = "bridge"
      port "ui" {
        to = 8081
      }
    }

    volume "checkpoints" {
      type   = "host"
      source = "flink-checkpoints"
    }

    volume "zookeeper" {
      type   = "host"
      source = "flink-zookeeper"
    }

    service {
      name     = "nomad-flink"
      provider = "nomad"
      port     = "ui"

      check {
        type     = "http"
        path     = "/overview"
        interval = "10s"
        timeout  = "2s"
      }
    }

    task "zookeeper" {
      driver = "docker"

      # runs before Flink and beside it
      lifecycle {
        hook    = "prestart"
        sidecar = true
      }

      config {
        image = "zookeeper:3.9"
      }

      volume_mount {
        volume      = "zookeeper"
        destination = "/data"
      }

      env {
        ZOO_DATA_LOG_DIR = "/data"
        ZK_SERVER_HEAP   = "128"
      }

      resources {
        cpu    = 100
        memory = 256
      }
    }

    task "jobmanager" {
      driver = "docker"

      config {
        image = "flink:2.3-java17"
        args = [
          "standalone-job", "--job-classname", "io.nomadflink.jobs.cli.NomadFlink", "run",
          "--address", "unix:///secrets/api.sock",
          "--token-file", "/secrets/nomad_token",
          "--sink", var.sink,
          "--password-file", "/secrets/postgres-password",
        ]
        volumes = ["local/nomad-flink-jobs.jar:/opt/flink/usrlib/nomad-flink-jobs.jar"]
      }

      identity {
        env  = true
        file = true
      }

      # by this name, whatever the address ends with
      artifact {
        source      = var.jar
        destination = "local/nomad-flink-jobs.jar"
        mode        = "file"
      }

      volume_mount {
        volume      = "checkpoints"
        destination = "/checkpoints"
      }

      template {
        destination = "secrets/postgres-password"
        data        = "{{ with nomadVar \"nomad/jobs/nomad-flink\" }}{{ .postgres_password }}{{ end }}"
      }

      env {
        FLINK_PROPERTIES = <<EOF
jobmanager.rpc.address: localhost
jobmanager.memory.process.size: 1024m
high-availability.type: zookeeper
high-availability.zookeeper.quorum: localhost:2181
high-availability.cluster-id: /nomad-flink
high-availability.storageDir: file:///checkpoints/ha
execution.checkpointing.interval: 10 s
execution.checkpointing.timeout: 10 min
execution.checkpointing.tolerable-failed-checkpoints: 100
execution.checkpointing.externalized-checkpoint-retention: RETAIN_ON_CANCELLATION
execution.checkpointing.dir: file:///checkpoints
EOF
      }

      resources {
        cpu    = 500
        memory = 1280
      }
    }

    task "taskmanager" {
      driver = "docker"

      config {
        image   = "flink:2.3-java17"
        args    = ["taskmanager"]
        volumes = ["local/nomad-flink-jobs.jar:/opt/flink/usrlib/nomad-flink-jobs.jar"]
      }

      # file = true keeps secrets/nomad_token fresh; the source reads it anew at each connection
      identity {
        env  = true
        file = true
      }

      # by this name, whatever the address ends with
      artifact {
        source      = var.jar
        destination = "local/nomad-flink-jobs.jar"
        mode        = "file"
      }

      volume_mount {
        volume      = "checkpoints"
        destination = "/checkpoints"
      }

      template {
        destination = "secrets/postgres-password"
        data        = "{{ with nomadVar \"nomad/jobs/nomad-flink\" }}{{ .postgres_password }}{{ end }}"
      }

      env {
        FLINK_PROPERTIES = <<EOF
jobmanager.rpc.address: localhost
taskmanager.memory.process.size: 1536m
taskmanager.numberOfTaskSlots: 2
high-availability.type: zookeeper
high-availability.zookeeper.quorum: localhost:2181
high-availability.cluster-id: /nomad-flink
high-availability.storageDir: file:///checkpoints/ha
execution.checkpointing.dir: file:///checkpoints
EOF
      }

      resources {
        cpu    = 1000
        memory = 1792
      }
    }
  }
}
