using FaceML;
using FaceML.Columns;
using FaceML.Imaging;
using Microsoft.ML;
using Microsoft.ML.Data;

/// <summary>What the pipeline saved in <c>ModelName.faceml</c> says of its input. Thread-safe.</summary>
public sealed class ModelName : IDisposable
{
    private readonly Lock gate = new();
    private readonly PredictionEngine<Input, Output> engine;

    /// <summary>Loads the pipeline.</summary>
    public ModelName()
    {
        var ml = new MLContext();
        ITransformer model = ml.Faces.Load(Path.Combine(AppContext.BaseDirectory, "ModelName.faceml"), out _);
        engine = ml.Model.CreatePredictionEngine<Input, Output>(model);
    }

    /// <summary>Applies the pipeline to its input.</summary>
    public Output Predict(Input input)
    {
        // An engine has buffers for one row.
        lock (gate)
        {
            return engine.Predict(input);
        }
    }

    /// <summary>Releases the networks.</summary>
    public void Dispose() => engine.Dispose();

    MODEL_COLUMNS
}
