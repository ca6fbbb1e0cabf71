package dev.agentgym.cli;

import dev.agentgym.world.ToolCatalog;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads the name of a format of declarations, such as `json-schema`.
final class DeclarationFormat implements ITypeConverter<ToolCatalog.Format> {

    @Override
    public ToolCatalog.Format convert(String name) {
        List<ToolCatalog.Format> all = List.of(ToolCatalog.Format.values());
        return all.stream()
                .filter(format -> format.label().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("no format named " + name + "; there are "
                        + String.join(
                                ", ",
                                all.stream().map(ToolCatalog.Format::label).toList())));
    }
}
