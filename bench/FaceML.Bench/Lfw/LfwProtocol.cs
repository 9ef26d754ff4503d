using System.Globalization;

namespace FaceML.Bench.Lfw;

/// <summary>One pair of LFW's View 2: two pictures, as paths below the images' folder, and whether they show one person.</summary>
internal readonly record struct LfwPair(string A, string B, bool Same, int Fold);

/// <summary>LFW's pairs.txt: folds and pairs a side in the first line, then for each fold the genuine pairs (name, number, number) and the impostor pairs (name, number, name, number).</summary>
internal static class LfwProtocol
{
    public static IReadOnlyList<LfwPair> Read(string path)
    {
        string[] lines = File.ReadAllLines(path);
        int[] head = [.. lines[0].Split('\t').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
        int folds = head[0], side = head[1];
        if (lines.Length < 1 + folds * 2 * side)
        {
            throw new InvalidDataException($"{path} announces {folds} folds of 2 × {side} pairs; it has {lines.Length - 1} lines.");
        }

        return [.. lines.Skip(1).Take(folds * 2 * side).Select((line, i) => Pair(line, i / (2 * side)))];
    }

    private static LfwPair Pair(string line, int fold)
    {
        string[] parts = line.Split('\t');
        return parts.Length switch
        {
            3 => new(Picture(parts[0], parts[1]), Picture(parts[0], parts[2]), true, fold),
            4 => new(Picture(parts[0], parts[1]), Picture(parts[2], parts[3]), false, fold),
            _ => throw new InvalidDataException($"\"{line}\" is no pair of LFW: 3 or 4 columns are expected."),
        };
    }

    private static string Picture(string name, string number) =>
        Path.Combine(name, string.Create(CultureInfo.InvariantCulture, $"{name}_{int.Parse(number, CultureInfo.InvariantCulture):0000}.jpg"));
}
