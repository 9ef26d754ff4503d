using System.Text.RegularExpressions;

namespace FaceML.Evaluation.Protocols;

/// <summary>An image of the NUAA imposter database.</summary>
/// <param name="Path">The path below the folder of the set, with forward slashes.</param>
/// <param name="IsLive">Whether a person stood before the camera; else a print was held up.</param>
/// <param name="Identity">Who is shown.</param>
internal sealed record LivenessImage(string Path, bool IsLive, string Identity);

/// <summary>
/// The lists of the NUAA imposter database (Tan et al. 2010): <c>client_train_raw.txt</c>, <c>imposter_train_raw.txt</c> and the
/// same for <c>test</c>, beside the folders <c>ClientRaw</c> and <c>ImposterRaw</c>. Thread-safe.
/// </summary>
internal static partial class NuaaProtocol
{
    /// <summary>Reads the live images of a part, then the printed ones.</summary>
    /// <param name="folder">The folder that holds lists and images.</param>
    /// <param name="part"><c>train</c> or <c>test</c>.</param>
    /// <param name="live">The published number of live images; null to take any.</param>
    /// <param name="printed">The published number of printed ones; null to take any.</param>
    /// <exception cref="ProtocolFormatException">A line of another form, or another number of images.</exception>
    /// <exception cref="IOException">A list cannot be read.</exception>
    public static IReadOnlyList<LivenessImage> Read(string folder, string part, long? live, long? printed) =>
        [.. ReadList(folder, $"client_{part}_raw.txt", "ClientRaw", true, live),
            .. ReadList(folder, $"imposter_{part}_raw.txt", "ImposterRaw", false, printed)];

    private static List<LivenessImage> ReadList(string folder, string list, string images, bool isLive, long? published)
    {
        string file = Path.Combine(folder, list);
        List<LivenessImage> found = [];
        foreach ((int number, string line) in NumberedLines.Read(file))
        {
            Match match = Line().Match(line.Trim().Replace('\\', '/'));
            found.Add(match.Success
                ? new LivenessImage($"{images}/{match.Value}", isLive, match.Groups["person"].Value)
                : throw new ProtocolFormatException(
                    file, number, $"expected 'PERSON/PERSON_GLASSES_POSITION_SESSION_N.jpg', got '{line}'."));
        }

        ImagePairs.RequireCount(file, "images", found.Count, published);
        return found;
    }

    [GeneratedRegex(@"^(?<person>[0-9]{4})/\k<person>_[0-9]{2}_[0-9]{2}_[0-9]{2}_[0-9]{1,4}\.jpg$", RegexOptions.IgnoreCase)]
    private static partial Regex Line();
}
