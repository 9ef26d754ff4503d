using System.Text;
using FaceML.Files;

namespace FaceML.Bench.Networks;

/// <summary>Numbers for each of some images in a file, so that a second run is quick.</summary>
internal static class VectorFile
{
    /// <summary>Null when the file is not there or lacks one of the images; one about more images serves.</summary>
    public static float[]?[]? TryRead(string path, IReadOnlyList<string> images)
    {
        Dictionary<string, float[]?> known = Read(path);
        return images.All(known.ContainsKey) ? [.. images.Select(image => known[image])] : null;
    }

    /// <summary>What the file holds; nothing when it is not there.</summary>
    public static Dictionary<string, float[]?> Read(string path)
    {
        Dictionary<string, float[]?> known = new(StringComparer.Ordinal);
        if (!File.Exists(path))
        {
            return known;
        }

        using BinaryReader reader = new(File.OpenRead(path));
        for (int left = reader.ReadInt32(); left > 0; left--)
        {
            string image = reader.ReadString();
            int length = reader.ReadInt32();
            known[image] = length == 0 ? null : [.. Enumerable.Range(0, length).Select(_ => reader.ReadSingle())];
        }

        return known;
    }

    public static void Write(string path, IReadOnlyList<string> images, IReadOnlyList<float[]?> numbers) =>
        Write(path, images.Zip(numbers, KeyValuePair.Create).ToArray());

    public static void Write(string path, IReadOnlyCollection<KeyValuePair<string, float[]?>> numbers) =>
        AtomicFile.Write(path, stream =>
        {
            using BinaryWriter writer = new(stream, Encoding.UTF8, leaveOpen: true);
            writer.Write(numbers.Count);
            foreach ((string image, float[]? vector) in numbers)
            {
                writer.Write(image);
                writer.Write(vector?.Length ?? 0);
                foreach (float number in vector ?? [])
                {
                    writer.Write(number);
                }
            }
        });
}
