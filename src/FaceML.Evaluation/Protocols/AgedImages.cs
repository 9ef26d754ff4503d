using System.Text.RegularExpressions;

namespace FaceML.Evaluation.Protocols;

/// <summary>An image of a person at an age.</summary>
/// <param name="Path">The path below the image folder, with forward slashes.</param>
/// <param name="Identity">The person.</param>
/// <param name="Age">The age in years.</param>
internal sealed record AgedImage(string Path, string Identity, int Age);

/// <summary>
/// Sets whose file names say person and age: AgeDB (Moschoglou et al. 2017) and FG-NET (Lanitis et al. 2002). Thread-safe.
/// </summary>
internal static partial class AgedImages
{
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png"];

    /// <summary>Lists AgeDB's images, <c>N_NAME_AGE_GENDER.jpg</c>, in ordinal order.</summary>
    /// <param name="folder">The folder of the images.</param>
    /// <param name="people">The published number of people; null to take any.</param>
    /// <param name="images">The published number of images; null to take any.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="ProtocolFormatException">An image of another name, or another number of images or people.</exception>
    public static IReadOnlyList<AgedImage> ReadAgeDb(string folder, long? people, long? images) =>
        Read(folder, AgeDbName(), "N_NAME_AGE_GENDER.jpg", people, images);

    /// <summary>Lists FG-NET's images, <c>PERSONaAGE.JPG</c> with a letter where there are several of an age, in ordinal order.</summary>
    /// <inheritdoc cref="ReadAgeDb"/>
    public static IReadOnlyList<AgedImage> ReadFgNet(string folder, long? people, long? images) =>
        Read(folder, FgNetName(), "PERSONaAGE.JPG", people, images);

    private static AgedImage[] Read(string folder, Regex name, string form, long? people, long? images)
    {
        List<AgedImage> found = [];
        foreach (string file in new DirectoryInfo(folder).EnumerateFiles()
            .Where(f => !f.Name.StartsWith('.') && f.LinkTarget is null
                && Extensions.Contains(f.Extension, StringComparer.OrdinalIgnoreCase))
            .Select(f => f.Name))
        {
            Match match = name.Match(Path.GetFileNameWithoutExtension(file));
            if (!match.Success)
            {
                throw new ProtocolFormatException(Path.Combine(folder, file), 0, $"an image must be named {form}.");
            }

            int age = int.Parse(match.Groups["age"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
            found.Add(new AgedImage(file, match.Groups["person"].Value, age));
        }

        ImagePairs.RequireCount(folder, "images", found.Count, images);
        ImagePairs.RequireCount(folder, "people", found.Select(i => i.Identity).Distinct(StringComparer.Ordinal).LongCount(), people);
        return [.. found.OrderBy(i => i.Path, StringComparer.Ordinal)];
    }

    [GeneratedRegex(@"^[0-9]+_(?<person>.+)_(?<age>[0-9]{1,3})_[fm]$", RegexOptions.CultureInvariant)]
    private static partial Regex AgeDbName();

    [GeneratedRegex(@"^(?<person>[0-9]{3})A(?<age>[0-9]{2})[a-z]?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex FgNetName();
}
