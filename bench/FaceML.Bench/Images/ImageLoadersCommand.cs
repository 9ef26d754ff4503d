using FaceML.Columns;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace FaceML.Bench.Images;

/// <summary>
/// <c>image-loaders</c>: what FaceML's and ML.NET's <c>LoadImages</c> make of files that differ in more than their format; and what an
/// image's way between the two types costs.
/// </summary>
internal static class ImageLoadersCommand
{
    // JPEG at quality 95 and the 8 bits of premultiplied alpha stay below it.
    private const double Same = 3;

    private sealed class FileRow
    {
        public string Path { get; set; } = "";
    }

    private sealed class Loaded
    {
        [FaceColumnType]
        public Image? Image { get; set; }
    }

    private sealed class StockRow
    {
        [ImageType(250, 250)]
        public MLImage? Image { get; set; }
    }

    public static Command Create()
    {
        Option<FileInfo?> json = Report.FileOption();
        Command command = new("image-loaders", "FaceML's and ML.NET's LoadImages beside each other, file by file.") { json };
        command.SetAction(parsed => Run(parsed.GetValue(json)));
        return command;
    }

    private static void Run(FileInfo? json)
    {
        var ml = new MLContext(seed: 1);
        Report report = new("The same files through both loaders", "file", "ml.Faces.LoadImages", "ml.Transforms.LoadImages");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("faceml-loaders-");
        try
        {
            foreach (ImageFiles.ImageFile file in ImageFiles.All())
            {
                string path = Path.Combine(folder.FullName, file.Name);
                File.WriteAllBytes(path, file.Content);
                string ours = Try(ml, ml.Faces.LoadImages("Image", "Path"), path, file.Shown);
                string theirs = Try(ml, ml.Transforms.LoadImages("Image", "", "Path").Append(ml.Faces.LoadImages("Image")), path,
                    file.Shown);
                report.Add(file.Name, ours, theirs);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        report.Print(Console.Out);
        Console.WriteLine();
        Report cost = new("An MLImage of 250×250 pixels read as FaceML's image by a stage", "what", "microseconds an image");
        cost.Add("column of MLImage, LoadImages to FaceImage", Microseconds(ml).ToString("0.0", CultureInfo.InvariantCulture));
        cost.Print(Console.Out);
        report.Write(json);
    }

    private static string Try(MLContext ml, IEstimator<ITransformer> loading, string path, Image shown)
    {
        IDataView files = ml.Data.LoadFromEnumerable<FileRow>([new() { Path = path }]);
        Image loaded;
        try
        {
            loaded = ml.Data.CreateEnumerable<Loaded>(loading.Fit(files).Transform(files), reuseRowObject: false).Single().Image!;
        }
        catch (Exception e) when (e is ImageFormatException or ArgumentException or InvalidOperationException)
        {
            Exception cause = e is ImageFormatException ? e : e.GetBaseException();
            return $"{cause.GetType().Name}: {cause.Message.Replace(path, "FILE", StringComparison.Ordinal)}";
        }

        if ((loaded.Width, loaded.Height) != (shown.Width, shown.Height))
        {
            return $"{loaded.Width}×{loaded.Height} instead of {shown.Width}×{shown.Height}";
        }

        double difference = Difference(loaded.Pixels, shown.Pixels);
        if (difference <= Same)
        {
            return "as it is";
        }

        int row = shown.Width * 3;
        int right = Enumerable.Range(0, shown.Height).Count(y =>
            Difference(loaded.Pixels.Slice(y * row, row), shown.Pixels.Slice(y * row, row)) <= Same);
        return string.Create(CultureInfo.InvariantCulture,
            $"no error; {right} of {shown.Height} rows as they are, mean difference {difference:F0} of 255");
    }

    private static double Difference(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        long sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += Math.Abs(a[i] - b[i]);
        }

        return (double)sum / a.Length;
    }

    private static double Microseconds(MLContext ml)
    {
        const int Rows = 4000;
        byte[] pixels = new byte[250 * 250 * 4];
        new Random(1).NextBytes(pixels);
        for (int i = 3; i < pixels.Length; i += 4)
        {
            pixels[i] = byte.MaxValue;
        }

        using var image = MLImage.CreateFromPixels(250, 250, MLPixelFormat.Bgra32, pixels);
        IDataView rows = ml.Data.LoadFromEnumerable(Enumerable.Repeat(new StockRow { Image = image }, Rows).ToArray());
        IDataView view = ml.Faces.LoadImages("Out", "Image").Fit(rows).Transform(rows);
        double best = double.MaxValue;
        for (int round = 0; round < 5; round++)
        {
            long start = Stopwatch.GetTimestamp();
            using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["Out"]]);
            while (cursor.MoveNext())
            {
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMicroseconds / Rows);
        }

        return best;
    }
}
