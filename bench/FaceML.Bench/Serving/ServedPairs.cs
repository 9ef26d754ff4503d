using FaceML.Calibration;
using FaceML.Evaluation.Calibration;
using FaceML.Tests.Support;
using Microsoft.ML.Data;

namespace FaceML.Bench.Serving;

/// <summary>Two cut-out faces of a sample image under the columns of a verification pipeline.</summary>
internal static class ServedPairs
{
    /// <summary>The faces of the fifth image: each with its mirror image, and each two.</summary>
    public static SamplePair[] FromSamples()
    {
        using FaceRecognizer recognizer = FaceRecognizer.CreateDefault();
        Image image = Image.Load(DataSets.Samples[4]);
        Image[] faces = [.. recognizer.Detector.Detect(image).Select(face => Cut(image, face.Box))];
        return
        [
            .. faces.Select(face => new SamplePair { Image1 = face, Image2 = face.FlipHorizontal(), Label = true }),
            .. faces.SelectMany((a, i) => faces.Skip(i + 1).Select(b => new SamplePair { Image1 = a, Image2 = b })),
        ];
    }

    /// <summary>Saves a verification pipeline that is calibrated on pairs.</summary>
    /// <param name="ml">Where random numbers come from.</param>
    /// <param name="pairs">The pairs.</param>
    /// <param name="path">The file.</param>
    /// <param name="rate">The false match rate; files of other rates are told apart by their thresholds.</param>
    /// <returns>The threshold.</returns>
    public static float SavePipeline(MLContext ml, SamplePair[] pairs, string path, double rate)
    {
        IDataView data = ml.Data.LoadFromEnumerable(pairs);
        VerificationPipelineOptions options = new() { MaxFalseMatchRate = rate, Bound = new() { Scope = PromiseScope.Population } };
        using TransformerChain<FaceThresholdTransformer> model = ml.Faces.VerificationPipeline(options).Fit(data);
        ml.Faces.Save(model, data.Schema, path);
        return model.LastTransformer.Threshold;
    }

    private static Image Cut(Image image, Box box)
    {
        float margin = 0.35f * MathF.Max(box.Width, box.Height);
        return image.Crop(new Box(
            box.Left - margin, box.Top - margin, box.Right + margin, box.Bottom + margin).ClipTo(image.Width, image.Height));
    }
}
