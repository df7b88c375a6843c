# Flink on Nomad, reading the event stream of the Nomad it runs on. NOT RUN; checked by nomad job
# validate (Nomad 2.0.5), with a parser of HCL and for its structure. Needs Nomad 1.9.6 or later (workload identities may open the stream) and the docker driver.
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

    # checkpoints outlive the allocation where the group finds the volume again
    volume "checkpoints" {
      type   = "host"
      source = "flink-checkpoints"
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

      artifact {
        source = var.jar
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
execution.checkpointing.interval: 10 s
execution.checkpointing.timeout: 10 min
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

      artifact {
        source = var.jar
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
taskmanager.numberOfTaskSlots: 2
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
