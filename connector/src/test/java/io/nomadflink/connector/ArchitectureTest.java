package io.nomadflink.connector;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasModifiers;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.annotation.Experimental;
import org.apache.flink.annotation.Internal;
import org.apache.flink.annotation.Public;
import org.apache.flink.annotation.PublicEvolving;

/** Who may know whom, and what users see. */
@AnalyzeClasses(
        packages = "io.nomadflink.connector",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String FLINK = "org.apache.flink..";

    /** Flink's classes that a connector cannot do without although nobody promises them. */
    private static final Set<String> UNPROMISED =
            Set.of(
                    "org.apache.flink.core.memory.DataInputDeserializer",
                    "org.apache.flink.core.memory.DataOutputSerializer");

    @ArchTest
    static final ArchRule DEPENDENCIES_POINT_ONE_WAY =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .optionalLayer("table")
                    .definedBy("io.nomadflink.connector.table..")
                    .layer("source")
                    .definedBy("io.nomadflink.connector.source..")
                    .layer("client")
                    .definedBy("io.nomadflink.connector.client..")
                    .layer("event")
                    .definedBy("io.nomadflink.connector.event..")
                    .whereLayer("table")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("source")
                    .mayOnlyBeAccessedByLayers("table")
                    .whereLayer("client")
                    .mayOnlyBeAccessedByLayers("source", "table");

    @ArchTest
    static final ArchRule EVENT_AND_CLIENT_WORK_WITHOUT_FLINK =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "io.nomadflink.connector.event..", "io.nomadflink.connector.client..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(FLINK);

    @ArchTest
    static final ArchRule EVENTS_DO_NO_HTTP =
            noClasses()
                    .that()
                    .resideInAPackage("io.nomadflink.connector.event..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.apache.hc..", "java.net..");

    @ArchTest
    static final ArchRule PUBLIC_CLASSES_OF_THE_SOURCE_SAY_WHAT_THEY_PROMISE =
            classes()
                    .that()
                    .resideInAPackage("io.nomadflink.connector.source..")
                    .and()
                    .arePublic()
                    .and()
                    .areTopLevelClasses()
                    .and()
                    .doNotHaveSimpleName("package-info")
                    .should()
                    .beAnnotatedWith(PublicEvolving.class)
                    .orShould()
                    .beAnnotatedWith(Internal.class);

    @ArchTest
    static final ArchRule USERS_SEE_NO_TYPE_OF_A_LIBRARY =
            classes()
                    .that(describe("are seen by users", ArchitectureTest::isSeenByUsers))
                    .should(
                            notShow(
                                    resideInAnyPackage(
                                            "com.fasterxml.jackson..", "org.apache.hc..")));

    @ArchTest
    static final ArchRule ONLY_WHAT_FLINK_PROMISES_IS_USED =
            noClasses()
                    .that()
                    .resideInAPackage("io.nomadflink.connector..")
                    .should()
                    .dependOnClassesThat(
                            describe("Flink does not promise", ArchitectureTest::isUnpromised));

    private static boolean isSeenByUsers(JavaClass type) {
        boolean ofSource = type.getPackageName().startsWith("io.nomadflink.connector.source");
        boolean ofEvents = type.getPackageName().startsWith("io.nomadflink.connector.event");
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && (ofEvents || ofSource && type.isAnnotatedWith(PublicEvolving.class));
    }

    private static ArchCondition<JavaClass> notShow(DescribedPredicate<JavaClass> hidden) {
        return new ArchCondition<>("show no " + hidden.getDescription()) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getMembers().stream()
                        .filter(ArchitectureTest::isVisible)
                        .filter(member -> types(member).anyMatch(hidden))
                        .forEach(
                                member ->
                                        events.add(
                                                SimpleConditionEvent.violated(
                                                        member, member.getFullName())));
            }
        };
    }

    private static boolean isVisible(HasModifiers member) {
        Set<JavaModifier> modifiers = member.getModifiers();
        return modifiers.contains(JavaModifier.PUBLIC)
                || modifiers.contains(JavaModifier.PROTECTED);
    }

    private static Stream<JavaClass> types(JavaMember member) {
        return member.getAllInvolvedRawTypes().stream();
    }

    private static boolean isUnpromised(JavaClass type) {
        JavaClass outermost = type.getBaseComponentType();
        while (outermost.getEnclosingClass().isPresent()) {
            outermost = outermost.getEnclosingClass().get();
        }
        return outermost.getPackageName().startsWith("org.apache.flink.")
                && !outermost.getPackageName().startsWith("org.apache.flink.connector.base.")
                && !outermost.getPackageName().equals("org.apache.flink.annotation")
                && !UNPROMISED.contains(outermost.getName())
                && Stream.of(Public.class, PublicEvolving.class, Experimental.class)
                        .noneMatch(outermost::isAnnotatedWith);
    }
}
