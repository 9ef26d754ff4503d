namespace FaceML.Recognition;

/// <summary>A face whose person is known.</summary>
/// <param name="Person">Who it is.</param>
/// <param name="Face">The image and the face's points in it.</param>
public sealed record LabeledFace(string Person, FaceInImage Face)
{
    /// <summary>
    /// Reads faces from a folder with a folder for each person; the people with the most images first, a few images each.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="finder">Finds each image's central face and its points.</param>
    /// <param name="maxPeople">No more people are read.</param>
    /// <param name="maxEach">No more images of one person are read.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The faces; images without a face, or that are none, are left out.</returns>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static IReadOnlyList<LabeledFace> Load(
        string folder, FaceRecognizer finder, int maxPeople = 60, int maxEach = 4, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(finder);
        List<LabeledFace> found = [];
        foreach ((string person, string[] images) in People(folder).Take(maxPeople))
        {
            foreach (string file in images.Take(maxEach))
            {
                cancellation.ThrowIfCancellationRequested();
                if (TryRead(file) is { } image
                    && FaceRecognizer.Select(
                        finder.Detector.Detect(image), image, FaceSelection.Central, out DetectedFace face) == FaceStatus.Found)
                {
                    found.Add(new(person, new(image, finder.Locate(image, face).Points)));
                }
            }
        }

        return found;
    }

    private static IEnumerable<(string Person, string[] Images)> People(string folder) => Directory.GetDirectories(folder)
        .Select(person => (Path.GetFileName(person), Images: Directory.GetFiles(person).Order(StringComparer.Ordinal).ToArray()))
        .Where(person => person.Images.Length > 1)
        .OrderByDescending(person => Math.Min(person.Images.Length, 4))
        .ThenBy(person => person.Item1, StringComparer.Ordinal);

    private static Image? TryRead(string path)
    {
        try
        {
            return Image.Load(path);
        }
        catch (ImageFormatException)
        {
            return null;
        }
    }
}
