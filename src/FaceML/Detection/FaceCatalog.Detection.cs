using FaceML.Detection;

namespace FaceML;

public sealed partial class FaceCatalog
{
    /// <summary>Finds the faces of images, with their five points.</summary>
    /// <param name="outputColumnName">The column of faces that is added (<see cref="Columns.DetectedFaces"/>).</param>
    /// <param name="inputColumnName">A column of images: FaceML's, or ML.NET's (<c>MLImage</c>), as <c>ml.Transforms.LoadImages</c> adds
    /// it.</param>
    /// <param name="network">The detector's name in the catalog; null for the default.</param>
    /// <returns>An estimator. An image without a face is a row with no faces, not an error. The stage that it fits is an
    /// <see cref="IDisposable"/>, as a chain with that stage is: dispose either to release the network.</returns>
    /// <exception cref="Networks.NetworkException">There is no such network.</exception>
    public IEstimator<FaceTransformer> Detect(string outputColumnName, string inputColumnName, string? network = null)
    {
        var options = new FaceDetectionOptions { OutputColumnName = outputColumnName, InputColumnName = inputColumnName };
        options.Network = network ?? options.Network;
        return Detect(options);
    }

    /// <inheritdoc cref="Detect(string, string, string)"/>
    /// <param name="options">The settings.</param>
    public IEstimator<FaceTransformer> Detect(FaceDetectionOptions options) =>
        new FaceDetectionEstimator(Context, options ?? throw new ArgumentNullException(nameof(options)));
}
