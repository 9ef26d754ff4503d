namespace FaceML.Bench.Networks;

/// <summary>Numbers for each of some images in a file, so that a second run is quick.</summary>
internal static class VectorFile
{
    /// <summary>Null when the file is not there or lacks one of the images; one about more images serves.</summary>
    public static float[]?[]? TryRead(string path, IReadOnlyList<string> pictures)
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
            string picture = reader.ReadString();
            int length = reader.ReadInt32();
            known[picture] = length == 0 ? null : [.. Enumerable.Range(0, length).Select(_ => reader.ReadSingle())];
        }

        return pictures.All(known.ContainsKey) ? [.. pictures.Select(picture => known[picture])] : null;
    }

    public static void Write(string path, IReadOnlyList<string> pictures, IReadOnlyList<float[]?> numbers)
    {
        string temporary = path + ".tmp";
        using (BinaryWriter writer = new(File.Create(temporary)))
        {
            writer.Write(pictures.Count);
            for (int i = 0; i < pictures.Count; i++)
            {
                writer.Write(pictures[i]);
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
