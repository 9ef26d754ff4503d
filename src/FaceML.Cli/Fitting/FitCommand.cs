using System.CommandLine;
using FaceML.Calibration;
using FaceML.Saving;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FaceML.Cli;

/// <summary><c>faceml fit</c>: a verification pipeline with a fitted threshold, saved as one file.</summary>
internal static class FitCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        var pairs = new Option<FileInfo>("--pairs") { Description = "Pairs of pictures with labels: LFW's form, or lines of path, path and label separated by tabs.", Required = true, HelpName = "FILE" };
        var images = new Option<DirectoryInfo>("--images") { Description = "The folder that the pairs' paths start from.", Required = true, HelpName = "DIR" };
        var rate = new Option<double>("--max-fmr") { Description = "The false match rate to promise, in (0, 1).", DefaultValueFactory = _ => 1e-3, HelpName = "RATE" };
        var confidence = new Option<double>("--confidence") { Description = "The one-sided confidence of the promise.", DefaultValueFactory = _ => 0.95, HelpName = "C" };
        var output = new Option<FileInfo>("--out") { Description = "The pipeline to write, usually *.faceml.", Required = true, HelpName = "FILE" };
        var reference = new Option<bool>("--reference") { Description = "Refer to the networks by hash instead of putting them inside." };
        var command = new Command("fit", "Fit a verification threshold that keeps a stated false match rate, and save the pipeline.") { pairs, images, rate, confidence, output, reference };
        RecognitionOptions recognition = new RecognitionOptions(terminal).AddEmbeddingTo(command);

        command.SetAction((parsed, cancellationToken) =>
        {
            FileInfo file = parsed.GetValue(pairs)!;
            var ml = new MLContext(seed: 1);
            IDataView data = ml.Faces.LoadPairs(file.FullName, parsed.GetValue(images)!.FullName);
            var options = new VerificationPipelineOptions
            {
                MaxFalseMatchRate = parsed.GetValue(rate),
                Bound = new ThresholdOptions { Confidence = parsed.GetValue(confidence) },
                UseIdentities = PairColumns.HaveIdentities(data),
                SkipUnreadable = false,
                Recognition = recognition.Read(parsed),
            };

            TransformerChain<FaceThresholdTransformer> model = ToolProgress.Wait(terminal, "Fitting", () => ml.Faces.VerificationPipeline(options).Fit(data), cancellationToken);
            string target = parsed.GetValue(output)!.FullName;
            ml.Faces.Save(model, data.Schema, target, new SaveOptions
            {
                Title = "Face verification",
                FittedOn = $"{file.Name}, {model.LastTransformer.Pairs:N0} pairs",
                ReferenceNetworks = parsed.GetValue(reference),
            });
            CalibrateCommand.Show(terminal, model.LastTransformer, target);
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }
}
