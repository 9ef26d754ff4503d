using FaceML.Files;

namespace FaceML.Networks;

/// <summary>Puts networks into a folder of a <see cref="NetworkCatalog"/>, whole or not at all, and takes them out again.</summary>
/// <remarks>Safe to use from several processes: files are written to temporary names, and the card, without which a file is ignored, is
/// renamed last.</remarks>
internal static class NetworkInstaller
{
    /// <summary>
    /// Installs a network: checks length and SHA-256 against the card, reads the files with limits (no operators of other domains, no data
    /// in other files, no absurd sizes), loads them once and compares inputs and outputs with the card, and only then puts them into the
    /// folder.
    /// </summary>
    /// <param name="card">What the files are. They are installed under the card's name.</param>
    /// <param name="files">The files: the card's, then its stages'.</param>
    /// <param name="folder">Where to; made when it does not exist.</param>
    /// <param name="replace">Whether a network of that name may be replaced.</param>
    /// <returns>The installed network.</returns>
    /// <exception cref="NetworkException">The files are not the card's, are refused, or a network of that name is there. Nothing was
    /// installed.</exception>
    /// <exception cref="IOException">The folder cannot be written. Nothing was installed.</exception>
    public static NetworkEntry Install(NetworkCard card, IReadOnlyList<string> files, string folder, bool replace = false)
    {
        ArgumentNullException.ThrowIfNull(card);
        ArgumentNullException.ThrowIfNull(files);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        NetworkCard installed = Renamed(card);
        if (files.Count != 1 + card.Stages.Count)
        {
            throw new NetworkException(
                card.Name, $"it has {1 + card.Stages.Count} files ({string.Join(", ", card.AllFiles())}); {files.Count} were given");
        }

        string cardPath = Path.Combine(folder, card.Name + ".json");
        if (File.Exists(cardPath) && !replace)
        {
            throw new NetworkException(card.Name, $"it is installed already ({cardPath}); remove it first, or replace it");
        }

        for (int i = 0; i < files.Count; i++)
        {
            // Before anything is copied; what it holds is checked in the copy.
            NetworkFile.CheckLength(i == 0 ? card : card.OfStage(i - 1), files[i]);
        }

        bool made = !Directory.Exists(folder);
        Directory.CreateDirectory(folder);
        string work = Path.Combine(folder, $".{card.Name}.{Guid.NewGuid():N}");
        Directory.CreateDirectory(work);
        try
        {
            string[] names = [.. installed.AllFiles()];
            for (int i = 0; i < names.Length; i++)
            {
                File.Copy(files[i], Path.Combine(work, names[i]));
            }

            // What is checked is the copy: the user's file may change meanwhile.
            OnnxNetwork.Load(installed, Path.Combine(work, installed.File), new() { Profile = UseProfile.Any }).Dispose();
            File.WriteAllText(Path.Combine(work, "card"), installed.ToJson());
            foreach (string name in names)
            {
                AtomicFile.Rename(Path.Combine(work, name), Path.Combine(folder, name));
            }

            AtomicFile.Rename(Path.Combine(work, "card"), cardPath);
            return new(installed, cardPath, Path.Combine(folder, installed.File));
        }
        finally
        {
            Directory.Delete(work, recursive: true);
            if (made && !File.Exists(cardPath) && Directory.GetFileSystemEntries(folder).Length == 0)
            {
                Directory.Delete(folder);
            }
        }
    }

    /// <summary>Takes a network out of its folder: first the card, then the files.</summary>
    /// <param name="entry">The network, as a catalog of that folder gives it.</param>
    /// <exception cref="IOException">A file cannot be deleted.</exception>
    public static void Remove(NetworkEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        string folder = Path.GetDirectoryName(Path.GetFullPath(entry.Path))!;
        File.Delete(entry.CardPath);
        foreach (string file in entry.Card.AllFiles())
        {
            File.Delete(Path.Combine(folder, file));
        }
    }

    // Files are called after the network, so that two networks whose files have one name lie side by side.
    private static NetworkCard Renamed(NetworkCard card) => card with
    {
        Schema = null,
        File = card.Name + ".onnx",
        Stages = [.. card.Stages.Select((stage, i) => stage with { File = $"{card.Name}.stage-{i + 2}.onnx" })],
    };
}
