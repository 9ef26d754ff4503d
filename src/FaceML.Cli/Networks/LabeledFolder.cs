namespace FaceML.Cli;

/// <summary>Labeled faces from a folder-per-person, and the table of what was tried on them.</summary>
internal static class LabeledFolder
{
    private const int Fewest = 8, MostPeople = 60, MostEach = 4;

    /// <summary>The faces of so many people, with so many images each: those of people with at least two.</summary>
    public static IReadOnlyList<LabeledFace> Load(
        ToolTerminal terminal, DirectoryInfo folder, int mostPeople, int mostEach, CancellationToken cancellation)
    {
        if (!folder.Exists)
        {
            throw new ToolException($"{folder.FullName} does not exist; a folder with a folder for each person is expected.");
        }

        using FaceRecognizer finder = FaceRecognizer.CreateDefault(FaceRecognizerOptions.Balanced);
        return ToolProgress.Wait(terminal, "looking for faces", () =>
            LabeledFace.Load(folder.FullName, finder, mostPeople, mostEach, cancellation), cancellation);
    }

    public static IReadOnlyList<LabeledFace> Read(ToolTerminal terminal, DirectoryInfo folder, CancellationToken cancellation)
    {
        IReadOnlyList<LabeledFace> faces = Load(terminal, folder, MostPeople, MostEach, cancellation);
        int people = faces.DistinctBy(face => face.Person).Count();
        if (faces.Count < Fewest || people < 2 || people == faces.Count)
        {
            throw new ToolException(
                $"{folder.FullName} gave {faces.Count} faces of {people} people; at least {Fewest} faces of two people with two images "
                    + $"each are needed.");
        }

        terminal.Remark($"{faces.Count} faces of {people} people. d' is the distance of genuine and impostor scores in deviations, the "
            + $"higher the better; " +
            "its gain is measured on the same pairs, from … to what chance leaves open.");
        return faces;
    }

    public static void Write(ToolTerminal terminal, string name, EmbedderProbeResult result)
    {
        EmbedderProbe.Variant own = result.Reference;
        terminal.Output.WriteLine(
            $"{name}, shown {(own.Changed.Length == 0 ? own.Shown : $"as {own.Shown}")}: d' {Text(own.Separation.DPrime)}, area "
                + $"{own.Separation.AreaUnderCurve.ToString("0.0000", CultureInfo.InvariantCulture)}");

        // What was searched for from nothing differs from the best in several things at once.
        bool one = own.Changed.Length == 0;
        string[] heading = ["changed", "shown as", "d'", "gain", "from … to", "verdict"];
        ToolTable.Write(terminal, one ? heading : heading[1..], result.Others.Select(way => (string[])
        [
            .. one ? [way.Changed] : Array.Empty<string>(), way.Shown, Text(way.Separation.DPrime), Text(way.Advantage.DPrime),
            double.IsFinite(way.Advantage.Lower)
                ? $"{Text(way.Advantage.Lower)} … {Text(way.Advantage.Upper)}"
                : "open", Verdict(result, way),
        ]));
    }

    /// <summary>What these faces do not decide, and how many more people would.</summary>
    public static void RemarkUndecided(ToolTerminal terminal, string name, EmbedderProbeResult result)
    {
        if (result.Undecided is { Count: > 0 } open)
        {
            string enough = result.PeopleNeeded() is { } needed ? $"about {needed} would" : "many more are needed";
            bool changed = result.Reference.Changed.Length > 0;
            string ways = string.Join("; ", open.Select(way => changed ? way.Shown : $"{way.Changed} ({way.Shown})"));
            int people = result.Reference.Advantage.People;
            terminal.Remark($"{name}: {people} people do not tell whether these would be better: {ways}; {enough}.");
        }
    }

    private static string Verdict(EmbedderProbeResult result, EmbedderProbe.Variant way) =>
        result.Undecided.Contains(way) ? "cannot tell"
        : way.Advantage.DPrime < 0 && way.Advantage.Upper < 0 ? "worse"
        : way == result.LikelyMistake ? "better" : way.Advantage.Lower > 0 && way.Advantage.DPrime > 0 ? "also better" : "the same";

    private static string Text(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
