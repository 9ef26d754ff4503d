using FaceML.Networks;

namespace FaceML;

public sealed partial class FaceCatalog
{
    /// <summary>Runs any ONNX file with one input and takes one output.</summary>
    /// <param name="outputColumnName">The column that is added: the file's output of that name, else its first output.</param>
    /// <param name="inputColumnName">A column of vectors with the input's item type and length; null means the output's name.</param>
    /// <param name="file">The ONNX file.</param>
    /// <exception cref="Vision.NetworkException">The file cannot be loaded, or has inputs or outputs that no column can hold.</exception>
    public FaceOnnxEstimator ApplyOnnx(string outputColumnName, string? inputColumnName, string file) => ApplyOnnx(new FaceOnnxOptions
    {
        File = file,
        OutputColumnNames = [outputColumnName],
        InputColumnNames = [inputColumnName ?? outputColumnName],
    });

    /// <summary>Runs any ONNX file, whatever its inputs and outputs.</summary>
    /// <param name="options">The file, and which columns go with which inputs and outputs.</param>
    /// <exception cref="Vision.NetworkException">The file cannot be loaded, or has inputs or outputs that no column can hold.</exception>
    public FaceOnnxEstimator ApplyOnnx(FaceOnnxOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return FaceOnnxEstimator.Create(Context, options);
    }
}
