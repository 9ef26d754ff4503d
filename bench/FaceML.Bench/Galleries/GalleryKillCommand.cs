using FaceML.Galleries;

namespace FaceML.Bench.Galleries;

/// <summary>
/// <c>gallery-kill</c>: processes that enroll people with two templates each into one file are killed (kill -9) at random moments; after
/// each, everybody who was
/// acknowledged must be there, nobody half. <c>gallery-enroller</c> is such a process.
/// </summary>
internal static class GalleryKillCommand
{
    private const int Dimension = 512;

    private static readonly GalleryRecipe Recipe = new("bench", "bench");

    public static Command Create()
    {
        Setting<int> runs = new("--runs", 500, "Processes to kill.");
        Command command = new(
            "gallery-kill", "Kill processes that enroll into a gallery, and look whether all that was acknowledged is there.")
        {
            runs,
        };
        command.SetAction(parsed => Run(parsed.GetValue(runs)));
        return command;
    }

    public static Command CreateEnroller()
    {
        Argument<string> file = new("gallery"), prefix = new("prefix");
        Command command = new("gallery-enroller", "Enroll random people into a gallery until killed; what gallery-kill kills.")
        {
            file, prefix,
        };
        command.SetAction(parsed => Enroll(parsed.GetValue(file)!, parsed.GetValue(prefix)!));
        return command;
    }

    private static int Run(int runs)
    {
        string file = Path.Combine(DataSets.Artifacts, $"gallery-{Guid.NewGuid():N}.faces");
        Random random = new(1);
        HashSet<string> acknowledged = [];
        int lost = 0, half = 0, unacknowledged = 0;
        try
        {
            Gallery.CreateFile(file, new() { Id = "bench", Recipe = Recipe, Dimension = Dimension, Duplicates = DuplicateRule.Ignore })
                .Dispose();
            for (int run = 0; run < runs; run++)
            {
                acknowledged.UnionWith(KillOne(file, string.Create(CultureInfo.InvariantCulture, $"r{run}-"), random));
                using var gallery = Gallery.OpenFile(file);
                HashSet<string> there = [.. gallery.List().Select(person => person.Id)];
                lost = acknowledged.Count(id => !there.Contains(id));
                half = gallery.List(person => person.Templates.Count != 2).Count;
                unacknowledged = there.Count(id => !acknowledged.Contains(id));
                bool clean = gallery.Audit([]).IsClean;
                if (lost + half > 0 || !clean)
                {
                    Console.WriteLine($"Run {run}: {lost} lost, {half} half, {(clean ? "clean" : "not clean")}.");
                    return 1;
                }
            }
        }
        finally
        {
            File.Delete(file);
        }

        Report report = new(
            "Processes killed while they enrolled", "killed", "acknowledged", "lost", "half there", "there but not acknowledged");
        report.Add(runs, acknowledged.Count, lost, half, unacknowledged);
        report.Print(Console.Out);
        return 0;
    }

    private static List<string> KillOne(string file, string prefix, Random random)
    {
        using Process process = Process.Start(new ProcessStartInfo(
            "dotnet", [typeof(GalleryKillCommand).Assembly.Location, "gallery-enroller", file, prefix])
        { RedirectStandardOutput = true })!;
        List<string> said = [process.StandardOutput.ReadLine()!];
        Thread.Sleep(random.Next(60));
        process.Kill();
        // The line that it was killed in may be cut off.
        said.AddRange(process.StandardOutput.ReadToEnd().Split('\n')[..^1]);
        process.WaitForExit();
        return said;
    }

    private static void Enroll(string file, string prefix)
    {
        using var gallery = Gallery.OpenFile(file);
        float[][] vectors = GalleryVectors.Units(200, Dimension, prefix.Length);
        for (int i = 0; ; i++)
        {
            string id = string.Create(CultureInfo.InvariantCulture, $"{prefix}{i}");
            gallery.Enroll([new(id, vectors[i % 200], Recipe), new(id, vectors[(i + 1) % 200], Recipe)]);
            Console.WriteLine(id);
        }
    }
}
