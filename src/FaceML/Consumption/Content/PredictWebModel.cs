using FaceML;
using FaceML.Columns;
using FaceML.Imaging;
using Microsoft.Extensions.ML;
using Microsoft.ML.Data;

/// <summary>
/// What the pipeline saved in <c>ModelName.faceml</c> says of its input; the file may be replaced while requests run.
/// </summary>
public sealed class ModelName(PredictionEnginePool<ModelName.Input, ModelName.Output> pool)
{
    /// <summary>Adds the pipeline to the services of a host.</summary>
    public static void AddTo(IServiceCollection services)
    {
        string file = Path.Combine(AppContext.BaseDirectory, "ModelName.faceml");
        services.AddPredictionEnginePool<Input, Output>().FromFaceModel(file);
        services.AddSingleton<ModelName>();
    }

    /// <summary>Applies the pipeline to its input.</summary>
    public Output Predict(Input input) => pool.Predict(input);

    MODEL_COLUMNS
}
