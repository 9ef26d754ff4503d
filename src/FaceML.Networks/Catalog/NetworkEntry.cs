namespace FaceML.Networks;

/// <summary>A network that a catalog knows: its card, and where its file would be.</summary>
/// <param name="Card">What it is.</param>
/// <param name="CardPath">The card's file.</param>
/// <param name="Path">The network's file, which may be missing.</param>
public sealed record NetworkEntry(NetworkCard Card, string CardPath, string Path)
{
    /// <summary>The paths of all its files: its own, then its stages', which lie beside it.</summary>
    internal IReadOnlyList<string> Files =>
        [Path, .. Card.Stages.Select(stage => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path) ?? "", stage.File))];

    /// <summary>Looks whether the file is there and is the card's. The hash of an unchanged file is computed once a process.</summary>
    /// <param name="problem">What is wrong, in words; null when nothing is.</param>
    internal NetworkState Check(out string? problem)
    {
        problem = null;
        (NetworkCard Card, string Path)[] files = [.. Files.Select((path, i) => (i == 0 ? Card : Card.OfStage(i - 1), path))];
        if (Array.Find(files, file => !File.Exists(file.Path)) is { Path: { } missing })
        {
            problem = $"{missing} does not exist";
            return NetworkState.Missing;
        }

        try
        {
            foreach ((NetworkCard card, string path) in files)
            {
                NetworkFile.Check(card, path);
            }

            return NetworkState.Ready;
        }
        catch (NetworkException e)
        {
            problem = e.Message;
            return NetworkState.Different;
        }
    }

    /// <summary>As <see cref="Check"/>, and loads it: whether its inputs and outputs are the card's, only that tells.</summary>
    internal NetworkState CheckByLoading(out string? problem)
    {
        NetworkState state = Check(out problem);
        if (state != NetworkState.Ready)
        {
            return state;
        }

        try
        {
            Load(new() { Profile = UseProfile.Any }).Dispose();
            return NetworkState.Ready;
        }
        catch (NetworkException e)
        {
            problem = e.Message;
            return NetworkState.Different;
        }
    }

    /// <summary>Loads it.</summary>
    /// <param name="options">How it is run; null for the defaults.</param>
    /// <exception cref="NetworkException">The file is missing, is not the card's, has other inputs or outputs, or the execution provider is
    /// not there.</exception>
    public OnnxNetwork Load(NetworkOptions? options = null) => OnnxNetwork.Load(Card, Path, options);
}
