package dev.agentgym.connect;

import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Makes an object of a class that whoever runs this names. Stateless.
final class UserClass {

    private UserClass() {}

    /// @param said where the class is named, for messages
    /// @param classPath jars and folders beside the class path of this program; classes may be loaded from them as
    /// long as the program runs
    /// @throws dev.agentgym.deploy.DeploymentException when there is no such class, or it cannot be made without
    /// arguments
    static Object instance(Fields said, String type, List<Path> classPath) {
        try {
            return Class.forName(type, true, loader(said, classPath))
                    .getConstructor()
                    .newInstance();
        } catch (ClassNotFoundException e) {
            throw said.wrong("there is no class " + type + "; name its jar or folder under `classpath`");
        } catch (InvocationTargetException e) {
            throw said.wrong("the constructor of " + type + " failed: " + e.getCause());
        } catch (ReflectiveOperationException e) {
            throw said.wrong(
                    type + " cannot be made; it has to be public, with a public constructor without arguments");
        } catch (LinkageError e) {
            throw said.wrong(type + " cannot be loaded: " + e);
        }
    }

    private static ClassLoader loader(Fields said, List<Path> classPath) {
        ClassLoader own = UserClass.class.getClassLoader();
        List<URL> places = new ArrayList<>();
        for (Path place : classPath) {
            if (!Files.exists(place)) {
                throw said.wrong("nothing stands at " + place + " on its class path");
            }
            try {
                places.add(place.toUri().toURL());
            } catch (MalformedURLException e) {
                throw said.wrong(place + " cannot stand on a class path: " + e.getMessage());
            }
        }
        return places.isEmpty() ? own : new URLClassLoader(places.toArray(URL[]::new), own);
    }
}
