using FaceML.Import.Simplification;
using FaceML.Import.Tflite;

namespace FaceML.Import;

/// <summary>
/// TensorFlow Lite networks into ONNX: float networks of the operators that face networks use, with 32-bit, 16-bit or quantized weights.
/// <para>Images, rows × columns × channels in TensorFlow Lite, become channels × rows × columns: every input and output of four dimensions
/// is N×C×H×W. Names of inputs and outputs are kept. PReLU and softmax that the converter had spelled out become one operation
/// again.</para>
/// </summary>
internal static class TfliteImporter
{
    /// <summary>Imports a file. The same file gives the same bytes.</summary>
    /// <exception cref="ImportException">The file is damaged or too large, or uses an operator that is not known; the message names
    /// it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static OnnxModel Import(string path, TfliteImportOptions? options = null) =>
        Import(InputFile.Read(path, TfliteFile.MaxFileBytes), options);

    /// <summary>Imports the bytes of a file. The same bytes give the same bytes.</summary>
    /// <exception cref="ImportException">The file is damaged, or uses an operator that is not known; the message names it.</exception>
    public static OnnxModel Import(byte[] bytes, TfliteImportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        TfliteFile file = TfliteFile.Read(bytes);
        try
        {
            OnnxModel model = new TfliteConverter(file, options ?? TfliteImportOptions.Default).Convert();
            PReluFusion.Apply(model.Graph);
            SoftmaxFusion.Apply(model.Graph);
            OutputNames.Apply(model.Graph);
            model.Graph.RemoveUnused();
            return model;
        }
        catch (Exception error) when (error is OnnxFormatException or OverflowException or ArgumentException)
        {
            throw new ImportException($"The network's operations do not fit together: {error.Message}", error);
        }
    }
}
