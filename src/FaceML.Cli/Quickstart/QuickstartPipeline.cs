using FaceML.Calibration;
using FaceML.Evaluation.Calibration;
using FaceML.Saving;
using Microsoft.ML.Data;

namespace FaceML.Cli;

/// <summary>The verification pipeline of the quickstart: its threshold comes with FaceML.</summary>
internal static class QuickstartPipeline
{
    public static ThresholdCalibration Save(MLContext ml, string file, double rate)
    {
        var options = new VerificationPipelineOptions { Selection = FaceSelection.Central, MaxFalseMatchRate = rate };
        options.Calibration = RecipeCalibration.Find(options.Recognition);
        IDataView nothing = ml.Data.LoadFromEnumerable<FacePair>([]);
        using TransformerChain<FaceThresholdTransformer> model = ml.Faces.VerificationPipeline(options).Fit(nothing);
        ml.Faces.Save(model, nothing.Schema, file, new SaveOptions
        {
            Title = "Quickstart",
            FittedOn = $"Nothing: the threshold comes with FaceML. {options.Calibration.MeasuredOn}",
        });
        return model.LastTransformer.Calibration;
    }
}
