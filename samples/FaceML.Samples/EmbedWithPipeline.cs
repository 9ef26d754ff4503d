using Microsoft.ML;

namespace FaceML.Samples;

/// <summary>Vectors of many images, streamed through an ML.NET data view.</summary>
public static class EmbedWithPipeline
{
    public static void Run(TextWriter output)
    {
        var ml = new MLContext(seed: 1);
        IDataView images = ml.Data.LoadFromEnumerable(
            Enumerable.Range(1, 6).Select(i => new FaceSource { Path = $"datasets/samples/sample{i}.jpg" }));

        ITransformer model = ml.Faces.EmbeddingPipeline().Fit(images);
        foreach (FaceVector face in ml.Data.CreateEnumerable<FaceVector>(model.Transform(images), reuseRowObject: false))
        {
            output.WriteLine($"{face.Status}, {face.Embedding.Length} numbers");
        }
    }
}

/* Output:
Found, 512 numbers
Found, 512 numbers
Found, 512 numbers
Found, 512 numbers
Found, 512 numbers
Found, 512 numbers
*/
