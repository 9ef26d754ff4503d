using FaceML;
using FaceML.Imaging;
using Microsoft.Extensions.ML;

/// <summary>
/// Do two images show the same person? Decided by the pipeline saved in <c>ModelName.faceml</c>, which may be replaced while requests run.
/// </summary>
public sealed class ModelName(PredictionEnginePool<FaceImagePair, FaceMatch> pool)
{
    /// <summary>Adds the pipeline to the services of a host.</summary>
    public static void AddTo(IServiceCollection services)
    {
        string file = Path.Combine(AppContext.BaseDirectory, "ModelName.faceml");
        services.AddPredictionEnginePool<FaceImagePair, FaceMatch>().FromFaceModel(file);
        services.AddSingleton<ModelName>();
    }

    /// <summary>Compares the faces of two images.</summary>
    public FaceMatch Verify(Image first, Image second) => pool.Predict(new FaceImagePair { Image1 = first, Image2 = second });
}
