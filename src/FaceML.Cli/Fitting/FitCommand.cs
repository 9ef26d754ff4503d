using FaceML.Calibration;
using FaceML.Saving;
using Microsoft.ML.Data;

namespace FaceML.Cli;

/// <summary>
/// <c>faceml fit</c>: a verification pipeline, its threshold fitted to one's own pairs or taken from the shipped calibration, saved as one
/// file.
/// </summary>
internal static class FitCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        var command = new Command("fit", "Make a verification pipeline that keeps a stated false match rate, and save it.");
        FitArguments arguments = new FitArguments().AddTo(command);
        RecognitionOptions recognition = new RecognitionOptions(terminal).AddEmbeddingTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var ml = new MLContext(seed: 1);
            var options = new VerificationPipelineOptions { SkipUnreadable = false, Recognition = recognition.Read(parsed) };
            (IDataView pairs, string fittedOn) = arguments.Read(parsed, ml, options);
            TransformerChain<FaceThresholdTransformer> model =
                ToolProgress.Wait(terminal, "Fitting", () => ml.Faces.VerificationPipeline(options).Fit(pairs), cancellationToken);
            string target = arguments.Output(parsed);
            ml.Faces.Save(model, pairs.Schema, target, new SaveOptions
            {
                Title = "Face verification",
                FittedOn = options.Calibration is null
                    ? FormattableString.Invariant($"{fittedOn}, {model.LastTransformer.Pairs:N0} pairs")
                    : fittedOn,
                ReferenceNetworks = arguments.ReferenceNetworks(parsed),
            });
            FittedThresholdView.Write(terminal, model.LastTransformer, target);
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }
}
