package dev.agentgym.deploy;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Makes a public method a tool of [JavaTools]. Its parameters are the arguments.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface AgentTool {

    /// What the tool does, as the agent is told.
    String value() default "";

    /// What the agent calls it; the method's name where nothing is said.
    String name() default "";
}
