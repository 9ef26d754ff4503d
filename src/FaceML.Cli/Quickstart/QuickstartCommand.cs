using FaceML.Evaluation.Calibration;

namespace FaceML.Cli;

/// <summary><c>faceml quickstart</c>: the whole way on the sample images, from pixels to a served decision and a page to look at.</summary>
internal static class QuickstartCommand
{
    private const double Rate = 1e-4;
    private const int MostPairs = 12;

    public static Command Create(ToolTerminal terminal)
    {
        var output = new OutputFolderOption("--out", "DIR", "Where the pipeline and the page go.")
        {
            DefaultValueFactory = _ => new DirectoryInfo(Path.Combine("out", "quickstart")),
        };
        var command = new Command(
            "quickstart", "Build, save, load and serve a pipeline on sample images, and leave a page with its decisions.") { output };
        command.SetAction((parsed, cancellationToken) =>
        {
            Run(terminal, parsed.GetValue(output)!, cancellationToken);
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static void Run(ToolTerminal terminal, DirectoryInfo output, CancellationToken cancellationToken)
    {
        SampleFaces samples = ToolProgress.Wait(terminal, "Finding faces", () => FindFaces(output, cancellationToken), cancellationToken);
        Step(terminal, "found", $"{FaceTable.Count(samples.Faces.Count)} in {samples.Images.Count} images");

        var ml = new MLContext(seed: 1);
        var refusal = QuickstartRefusal.Attempt(ml, samples, Rate);
        Step(terminal, "refused", "to fit a threshold to these faces. " + refusal.Summary);

        string file = Path.Combine(output.FullName, "verifier.faceml");
        ThresholdCalibration calibration = ToolProgress.Wait(
            terminal, "Saving", () => QuickstartPipeline.Save(ml, file, Rate), cancellationToken);
        string promise = calibration.Promises[0].ToSentence();
        Step(terminal, "decides",
            FormattableString.Invariant(
            $"the threshold that comes with FaceML: match from a score of {calibration.Threshold:F3} on. {promise}"));
        Step(terminal, "saved", Shorten(file));

        // The recognizer's own scores tell which pairs are worth a look; the served pipeline decides.
        SamplePair[] nearest = [.. samples.Pairs.Where(pair => pair.IsAcross).OrderByDescending(pair => pair.Score).Take(MostPairs)];
        IReadOnlyList<QuickstartDecision> decisions =
            ToolProgress.Wait(terminal, "Serving", () => QuickstartPool.Decide(file, output.FullName, nearest), cancellationToken);
        int matches = decisions.Count(decision => decision.Match.IsMatch);
        Step(terminal, "served",
            $"the {decisions.Count} most alike pairs, decided through a PredictionEnginePool: {matches} match, "
                + $"{decisions.Count - matches} do not");

        string page = QuickstartPage.Write(output, samples, calibration, refusal, decisions);
        Step(terminal, "look at", Shorten(page));
    }

    private static SampleFaces FindFaces(DirectoryInfo output, CancellationToken cancellationToken)
    {
        using FaceRecognizer recognizer = FaceRecognizer.CreateDefault();
        return SampleFaces.Find(output, recognizer, cancellationToken);
    }

    private static void Step(ToolTerminal terminal, string label, string text) =>
        new ToolLines(terminal).Add(label.PadRight(8), text).Write();

    private static string Shorten(string path) => Path.GetRelativePath(Environment.CurrentDirectory, path);
}
