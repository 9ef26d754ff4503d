namespace FaceML.Cli;

/// <summary>Which card an ONNX file gets: the user's own, a known file's, or one proposed from its shapes and measured on faces.</summary>
internal static class CardChoice
{
    public static NetworkCard For(
        ToolTerminal terminal, ParseResult parsed, string[] files, string? name, FileInfo? own, DirectoryInfo? data, CardOptions options,
        CancellationToken cancellation)
    {
        if (own is not null)
        {
            NetworkCard read = NetworkCard.Load(own.FullName);
            return name is null ? read : read with { Name = name };
        }

        if (KnownNetworks.Recognise(files[0]) is { } known)
        {
            terminal.Remark($"{Path.GetFileName(files[0])} is {known.Name}: {known.Title} ({known.License.StatedIn}).");
            return name is null ? known : known with { Name = name };
        }

        NetworkCard proposed = options.Propose(parsed, name ?? NameOf(files[0]), files);
        if (proposed.Kind != NetworkKind.Embedder || options.SayHow(parsed))
        {
            return proposed;
        }

        if (data is null)
        {
            terminal.Remark("Order and normalization cannot be read from a file: the usual ones were taken. With --data they are "
                + "measured, with --order, --mean, --scale said.");
            return proposed;
        }

        return NetworkInspectCommand.Measured(terminal, proposed, files[0], data, cancellation);
    }

    // A file's name as a card's: lower case, and what a name may not hold becomes a hyphen.
    private static string NameOf(string file)
    {
        char[] name = [.. Path.GetFileNameWithoutExtension(file).ToLowerInvariant()
            .Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '-').Take(64)];
        return new string(name).Trim('-', '.') is { Length: > 0 } usable ? usable : "network";
    }
}
