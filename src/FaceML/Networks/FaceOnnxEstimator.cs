using FaceML.Saving;
using FaceML.Vision;
using Microsoft.ML;

namespace FaceML.Networks;

/// <summary>Runs any ONNX file (<see cref="FaceCatalog.ApplyOnnx(FaceOnnxOptions)"/>).</summary>
public sealed class FaceOnnxEstimator : FaceEstimator<FaceOnnxTransformer>
{
    private readonly FaceOnnxOptions options;
    private readonly NetworkContent content;

    private FaceOnnxEstimator(MLContext context, FaceOnnxOptions options, NetworkContent content, OnnxBinding binding)
        : base(context, FaceOnnxTransformer.Stage, binding.InputColumns, binding.OutputColumns)
    {
        this.options = options;
        this.content = content;
    }

    internal static FaceOnnxEstimator Create(MLContext context, FaceOnnxOptions options)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(options.File);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NetworkException(Path.GetFileName(options.File), $"{options.File} cannot be read: {e.Message}", e);
        }

        var content = NetworkContent.FromFile(Path.GetFullPath(options.File), ArchiveWriter.Hash(bytes));
        using var file = OnnxFile.Open(content.Name, bytes, options.Run);
        return new FaceOnnxEstimator(context, options, content, new OnnxBinding(file, options));
    }

    private protected override FaceOnnxTransformer FitCore(IDataView input) => FaceOnnxTransformer.Create(options, content);
}
