using Microsoft.ML;
using Microsoft.ML.Data;

namespace FaceML.Samples;

/// <summary>
/// Paths and labels from a text file, embeddings into ML.NET's binary file and back: networks run once, trainers read the file.
/// </summary>
public static class TextFileToBinaryFile
{
    private sealed class LabeledPath
    {
        [LoadColumn(0)]
        public string Path { get; set; } = "";

        [LoadColumn(1)]
        public string Identity { get; set; } = "";
    }

    public static void Run(TextWriter output)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("faceml-sample-");
        try
        {
            string list = Path.Combine(folder.FullName, "people.tsv"), vectors = Path.Combine(folder.FullName, "people.idv");
            File.WriteAllText(list, """
                path	identity
                datasets/samples/sample1.jpg	Anna
                datasets/samples/sample2.jpg	Bert
                datasets/samples/sample3.jpg	Anna
                """);
            Embed(list, vectors);
            Read(vectors, output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Embed(string list, string file)
    {
        var ml = new MLContext(seed: 1);
        IDataView people = ml.Data.LoadFromTextFile<LabeledPath>(list, hasHeader: true);

        // ML.NET's binary file holds numbers, texts, keys and vectors of them; image and face columns have to be left out.
        var pipeline = ml.Faces.LoadImages("Image", "Path")
            .Append(ml.Faces.Detect("Faces", "Image"))
            .Append(ml.Faces.Align("AlignedFace", "Faces", "Image", "Status"))
            .Append(ml.Faces.Embed("Embedding", "AlignedFace"))
            .Append(ml.Transforms.SelectColumns("Identity", "Status", "Embedding"));

        using FileStream stream = File.Create(file);
        ml.Data.SaveAsBinary(pipeline.Fit(people).Transform(people), stream);
    }

    private static void Read(string file, TextWriter output)
    {
        var ml = new MLContext(seed: 1);
        IDataView saved = ml.Data.LoadFromBinary(file);
        output.WriteLine(string.Join(", ", saved.Schema.Select(column => $"{column.Name} ({column.Type})")));
        var people = saved.GetColumn<string>("Identity").Zip(saved.GetColumn<string>("Status"), (who, status) => $"{who} {status}");
        output.WriteLine(string.Join(", ", people));
    }
}

/* Output:
Identity (String), Status (String), Embedding (Vector<Single, 512>)
Anna Found, Bert Found, Anna Found
*/
