using System.CommandLine;
using FaceML.Calibration;
using FaceML.Saving;
using FaceML.Vision;
using Microsoft.ML;
using Microsoft.ML.Data;
using Spectre.Console;

namespace FaceML.Cli;

/// <summary><c>faceml quickstart</c>: the whole way on the sample photographs, from pixels to a served decision and a page to look at.</summary>
internal static class QuickstartCommand
{
    private const double WishedRate = 1e-3;

    private static readonly double[] Rates = [0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5];

    public static Command Create(ToolTerminal terminal)
    {
        var output = new Option<DirectoryInfo>("--out") { Description = "Where the pipeline and the page go.", DefaultValueFactory = _ => new DirectoryInfo(Path.Combine("out", "quickstart")), HelpName = "DIR" };
        var command = new Command("quickstart", "Build, fit, save, load and serve a pipeline on sample photographs, and leave a page with the result.") { output };
        command.SetAction((parsed, cancellationToken) =>
        {
            Run(terminal, parsed.GetValue(output)!, cancellationToken);
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static void Run(ToolTerminal terminal, DirectoryInfo output, CancellationToken cancellationToken)
    {
        using FaceRecognizer recognizer = FaceRecognizer.CreateDefault();
        SampleFaces samples = ToolProgress.Wait(terminal, "Finding faces", () => SampleFaces.Find(output, recognizer), cancellationToken);
        Step(terminal, "found", $"{FaceTable.Count(samples.Faces.Count)} in {samples.Photographs.Count} photographs");

        var ml = new MLContext(seed: 1);
        IDataView pairs = ml.Faces.LoadPairs(samples.WriteLabelledPairs(), output.FullName);
        (TransformerChain<FaceThresholdTransformer> model, string? refusal) = ToolProgress.Wait(terminal, "Fitting", () => FitWhatIsSupported(ml, pairs), cancellationToken);
        FaceThresholdTransformer threshold = model.LastTransformer;
        if (refusal is not null)
        {
            Step(terminal, "refused", refusal);
        }

        Step(terminal, "fitted", FormattableString.Invariant($"threshold {threshold.Threshold:F3}: {threshold.Promise}"));

        string file = Path.Combine(output.FullName, "verifier.faceml");
        ml.Faces.Save(model, pairs.Schema, file, new SaveOptions { Title = "Quickstart", FittedOn = $"{samples.Photographs.Count} sample photographs: a demonstration, no fitness for use." });
        Step(terminal, "saved", Shorten(file));

        IReadOnlyList<QuickstartDecision> decisions = ToolProgress.Wait(terminal, "Serving", () => QuickstartPool.Decide(file, samples), cancellationToken);
        Step(terminal, "served", $"{decisions.Count} pairs decided through a PredictionEnginePool: {decisions.Count(d => d.Match.IsMatch)} match");

        string page = QuickstartPage.Write(output, samples, threshold, refusal, decisions);
        Step(terminal, "look at", Shorten(page));
    }

    // The wish is more than so few people support, and the refusal says so in numbers. The scores, once computed,
    // then tell the least of the rates that they do support; with that rate the pipeline is fitted as a user would.
    private static (TransformerChain<FaceThresholdTransformer> Model, string? Refusal) FitWhatIsSupported(MLContext ml, IDataView pairs)
    {
        var options = new VerificationPipelineOptions { MaxFalseMatchRate = WishedRate, UseIdentities = true, Selection = FaceSelection.Central };
        try
        {
            return (ml.Faces.VerificationPipeline(options).Fit(pairs), null);
        }
        catch (InsufficientDataException refused)
        {
            options.MaxFalseMatchRate = LeastSupportedRate(ml, options, pairs);
            return (ml.Faces.VerificationPipeline(options).Fit(pairs), refused.Message);
        }
    }

    private static double LeastSupportedRate(MLContext ml, VerificationPipelineOptions options, IDataView pairs)
    {
        IDataView scored = ml.Data.Cache(ml.Faces.ScorePipeline(options).Fit(pairs).Transform(pairs), "Score", "Label", "Identity1", "Identity2");
        foreach (double rate in Rates)
        {
            try
            {
                ml.Faces.CalibrateThreshold(new FaceThresholdOptions
                {
                    Target = ThresholdTarget.MaxFalseMatchRate(rate),
                    FirstIdentityColumnName = "Identity1",
                    SecondIdentityColumnName = "Identity2",
                }).Fit(scored);
                return rate;
            }
            catch (InsufficientDataException)
            {
            }
        }

        throw new ToolException("The photographs show too few people for any promise.");
    }

    private static void Step(ToolTerminal terminal, string label, string text)
    {
        Grid grid = new Grid().AddColumn(new GridColumn().NoWrap().Width(10)).AddColumn();
        grid.Line(label, text);
        terminal.Rich.Write(grid);
    }

    private static string Shorten(string path) => Path.GetRelativePath(Environment.CurrentDirectory, path);
}
