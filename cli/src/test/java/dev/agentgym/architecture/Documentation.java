package dev.agentgym.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// What of the sources says nothing of itself: public types and methods without a comment, and packages with less
/// than two sentences. The compiler reads the comments, so it is the compiler's idea of which comment belongs to
/// what.
///
/// A method that overrides another has its comment there, and a record's components have theirs in `@param`.
final class Documentation extends TreePathScanner<Void, List<String>> {

    private static final int LEAST_SENTENCES = 2;

    private final DocTrees comments;

    /// How many files each folder has.
    private final Map<Path, Long> packages;

    private Documentation(DocTrees comments, List<Path> sources) {
        this.comments = comments;
        this.packages = sources.stream().collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));
    }

    /// The offences in these files, in their order.
    static List<String> offences(List<Path> sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources));
            Documentation documentation = new Documentation(DocTrees.instance(task), sources);
            List<String> offences = new ArrayList<>();
            task.parse().forEach(unit -> documentation.scan(new TreePath(unit), offences));
            return List.copyOf(offences);
        } catch (IOException e) {
            throw new UncheckedIOException("sources cannot be read", e);
        }
    }

    @Override
    public Void visitPackage(PackageTree tree, List<String> offences) {
        if (describesPackage() && sentences(comment().orElse("")) < LEAST_SENTENCES) {
            offences.add(place() + "package " + tree.getPackageName() + " says less than two sentences");
        }
        return super.visitPackage(tree, offences);
    }

    /// A package of which nothing but the description exists owes nothing yet.
    private boolean describesPackage() {
        Path file = Path.of(file());
        return file.endsWith("package-info.java") && packages.getOrDefault(file.getParent(), 0L) > 1;
    }

    @Override
    public Void visitClass(ClassTree tree, List<String> offences) {
        if (isPublic(getCurrentPath()) && comment().isEmpty()) {
            offences.add(place() + "public type " + tree.getSimpleName() + " has no comment");
        }
        return super.visitClass(tree, offences);
    }

    @Override
    public Void visitMethod(MethodTree tree, List<String> offences) {
        if (isPublic(getCurrentPath()) && !overrides(tree) && comment().isEmpty()) {
            offences.add(place() + "public method " + tree.getName() + " has no comment");
        }
        return super.visitMethod(tree, offences);
    }

    /// Whether everybody can reach it: it and all types around it are public. Members of an interface are so
    /// without saying it.
    private static boolean isPublic(TreePath path) {
        for (TreePath at = path; !(at.getLeaf() instanceof CompilationUnitTree); at = at.getParentPath()) {
            boolean inInterface = at.getParentPath().getLeaf().getKind() == Tree.Kind.INTERFACE;
            Set<Modifier> flags = modifiers(at.getLeaf()).getFlags();
            if (flags.contains(Modifier.PRIVATE) || !(inInterface || flags.contains(Modifier.PUBLIC))) {
                return false;
            }
        }
        return true;
    }

    private static ModifiersTree modifiers(Tree tree) {
        return tree instanceof ClassTree type ? type.getModifiers() : ((MethodTree) tree).getModifiers();
    }

    private static boolean overrides(MethodTree tree) {
        return tree.getModifiers().getAnnotations().stream()
                .anyMatch(
                        annotation -> annotation.getAnnotationType().toString().equals("Override"));
    }

    private Optional<String> comment() {
        return Optional.ofNullable(comments.getDocComment(getCurrentPath())).filter(text -> !text.isBlank());
    }

    private static int sentences(String text) {
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        breaks.setText(text.strip());
        int count = 0;
        while (!text.isBlank() && breaks.next() != BreakIterator.DONE) {
            count++;
        }
        return count;
    }

    private String file() {
        return getCurrentPath().getCompilationUnit().getSourceFile().getName();
    }

    private String place() {
        CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
        long start = comments.getSourcePositions()
                .getStartPosition(unit, getCurrentPath().getLeaf());
        return file() + ":" + unit.getLineMap().getLineNumber(start) + ": ";
    }
}
