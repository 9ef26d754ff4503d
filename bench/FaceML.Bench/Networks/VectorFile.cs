namespace FaceML.Bench.Networks;

/// <summary>Numbers for each of some images in a file, so that a second run is quick.</summary>
internal static class VectorFile
{
    /// <summary>Null when the file is not there or lacks one of the images; one about more images serves.</summary>
    public static float[]?[]? TryRead(string path, IReadOnlyList<string> images)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using BinaryReader reader = new(File.OpenRead(path));
        int count = reader.ReadInt32();
        Dictionary<string, float[]?> known = new(count, StringComparer.Ordinal);
        for (int i = 0; i < count; i++)
        {
            string image = reader.ReadString();
            int length = reader.ReadInt32();
            known[image] = length == 0 ? null : [.. Enumerable.Range(0, length).Select(_ => reader.ReadSingle())];
        }

        return images.All(known.ContainsKey) ? [.. images.Select(image => known[image])] : null;
    }

    public static void Write(string path, IReadOnlyList<string> images, IReadOnlyList<float[]?> numbers)
    {
        string temporary = path + ".tmp";
        using (BinaryWriter writer = new(File.Create(temporary)))
        {
            writer.Write(images.Count);
            for (int i = 0; i < images.Count; i++)
            {
                writer.Write(images[i]);
                writer.Write(numbers[i]?.Length ?? 0);
                foreach (float number in numbers[i] ?? [])
                {
                    writer.Write(number);
                }
            }
        }

        File.Move(temporary, path, overwrite: true);
    }
}
