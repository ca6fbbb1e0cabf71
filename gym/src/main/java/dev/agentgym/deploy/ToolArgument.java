package dev.agentgym.deploy;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Says more of an argument of a tool than its type does.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface ToolArgument {

    /// What the argument means, as the agent is told.
    String value() default "";

    /// What the agent calls it; the parameter's or component's name where nothing is said.
    String name() default "";
}
