using System.Globalization;
using FaceML.Vision;

namespace FaceML.Cli;

/// <summary>Labelled faces from a folder-per-person, and the table of what was tried on them.</summary>
internal static class LabelledFolder
{
    private const int Fewest = 8;

    public static IReadOnlyList<LabelledFace> Read(ToolTerminal terminal, DirectoryInfo folder, CancellationToken cancellation)
    {
        if (!folder.Exists)
        {
            throw new ToolException($"{folder.FullName} does not exist; a folder with a folder for each person is expected.");
        }

        using FaceRecognizer finder = FaceRecognizer.CreateDefault(FaceRecognizerOptions.Balanced);
        IReadOnlyList<LabelledFace> faces = LabelledFace.Load(folder.FullName, finder, cancellation: cancellation);
        int people = faces.DistinctBy(face => face.Person).Count();
        if (faces.Count < Fewest || people < 2 || people == faces.Count)
        {
            throw new ToolException($"{folder.FullName} gave {faces.Count} faces of {people} people; at least {Fewest} faces of two people with two pictures each are needed.");
        }

        terminal.Remark($"{faces.Count} faces of {people} people; d' is the distance of genuine and impostor scores in deviations, the higher the better.");
        return faces;
    }

    public static void Write(ToolTerminal terminal, string name, IReadOnlyList<EmbedderProbe.Variant> variants) =>
        ToolTable.Write(terminal, ["network", "shown as", "d'", "area", "genuine", "impostor"], variants.Select(variant => (string[])
        [
            name, variant.Changed.Length == 0 ? "its card says" : variant.Changed, Text(variant.Separation.DPrime, "0.00"), Text(variant.Separation.AreaUnderCurve, "0.0000"),
            $"{Text(variant.Separation.GenuineMean, "0.000")} ± {Text(variant.Separation.GenuineDeviation, "0.000")}",
            $"{Text(variant.Separation.ImpostorMean, "0.000")} ± {Text(variant.Separation.ImpostorDeviation, "0.000")}",
        ]));

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
