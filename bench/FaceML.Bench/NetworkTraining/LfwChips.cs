using FaceML.Imaging;
using FaceML.Training;
using FaceML.Vision;

namespace FaceML.Bench.NetworkTraining;

/// <summary>Aligned chips of LFW's people, by the default recipe, out of the cache where it has them.</summary>
internal static class LfwChips
{
    /// <summary>The chips of the people with enough pictures and who each shows, people numbered by folder in ordinal order.</summary>
    public static (Image[] Chips, int[] People) Load(int fewest, int most)
    {
        string[][] people = [.. Directory.EnumerateDirectories(DataSets.Find("lfw-deepfunneled")).Order(StringComparer.Ordinal)
            .Select(d => Directory.GetFiles(d).Order(StringComparer.Ordinal).ToArray()).Where(f => f.Length >= fewest).Select(f => f.Take(most).ToArray())];
        return Usable(people.SelectMany((files, person) => files.Select(file => (file, person))).ToArray(), fewest: 2);
    }

    /// <summary>The chips of files, without those that show no face and people who are left with fewer than <paramref name="fewest"/>.</summary>
    public static (Image[] Chips, int[] People) Usable((string File, int Person)[] pictures, int fewest)
    {
        Image?[] chips = Read([.. pictures.Select(p => p.File)]);
        HashSet<int> people = [.. Enumerable.Range(0, chips.Length).Where(i => chips[i] is not null).GroupBy(i => pictures[i].Person).Where(g => g.Count() >= fewest).Select(g => g.Key)];
        int[] rows = [.. Enumerable.Range(0, chips.Length).Where(i => chips[i] is not null && people.Contains(pictures[i].Person))];
        return ([.. rows.Select(i => chips[i]!)], [.. rows.Select(i => pictures[i].Person)]);
    }

    /// <summary>The chip of each file, null where no face is found.</summary>
    public static Image?[] Read(string[] files)
    {
        using FaceRecognizer recognizer = FaceRecognizer.CreateDefault();
        var cache = new FaceChipCache(Path.Combine(DataSets.Artifacts, "chips"), recognizer, FaceSelection.Central);
        return cache.Read(files, new Counter(files.Length));
    }

    private sealed class Counter(int all) : IProgress<long>
    {
        public void Report(long value)
        {
            if (value % 1000 == 0)
            {
                Console.Error.WriteLine($"{value} of {all} chips");
            }
        }
    }
}
