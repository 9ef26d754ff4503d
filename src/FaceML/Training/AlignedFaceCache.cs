using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using FaceML.Files;

namespace FaceML.Training;

/// <summary>
/// Aligned aligned faces of images on disk, one file each, named by the image's content and by everything that makes the aligned face: the
/// networks that find and align the face, how they are used, and the template. An image that is moved or copied keeps its aligned face, one
/// that is edited gets another.
/// </summary>
/// <remarks>Safe to share between threads and processes: files are written under a temporary name and renamed. A file that is damaged is
/// made again.</remarks>
internal sealed class AlignedFaceCache
{
    private const int HeaderBytes = 12;
    private static readonly byte[] Mark = "FMLCHIP1"u8.ToArray();

    private readonly FaceRecognizer recognizer;
    private readonly FaceAligner aligner;
    private readonly FaceSelection selection;
    private readonly string folder;
    private int computed;

    /// <summary>Opens the cache of one way of making aligned faces.</summary>
    /// <param name="folder">Where aligned faces lie; made when it is not there.</param>
    /// <param name="recognizer">Finds and aligns faces: for its embedding network's template, in its input's size. Not disposed.</param>
    /// <param name="selection">Which face of an image is meant.</param>
    public AlignedFaceCache(string folder, FaceRecognizer recognizer, FaceSelection selection = FaceSelection.Largest)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(recognizer);
        (this.recognizer, this.selection) = (recognizer, selection);
        aligner = new FaceAligner(recognizer.Embedder.Template);
        this.folder = Path.Combine(folder, Recipe(recognizer, selection)[..16]);
        Directory.CreateDirectory(this.folder);
    }

    /// <summary>Aligned faces that were not in the cache so far.</summary>
    public int Computed => computed;

    /// <summary>The aligned face of an image's face; null when it shows no usable one.</summary>
    /// <param name="path">An image's file.</param>
    /// <exception cref="ImageFormatException">The file is no image that can be read.</exception>
    public Image? Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        string key = Convert.ToHexStringLower(SHA256.HashData(bytes)), file = Path.Combine(folder, key[..2], key + ".chip");
        if (Find(file) is { } found)
        {
            return found.AlignedFace;
        }

        Image? alignedFace = Make(Image.Decode(bytes, name: path));
        Keep(file, alignedFace);
        Interlocked.Increment(ref computed);
        return alignedFace;
    }

    /// <summary>The aligned faces of images, in their order, computed side by side.</summary>
    /// <param name="images">Images' files.</param>
    /// <param name="progress">Told how many are done.</param>
    /// <param name="cancellationToken">Ends it at the next image; what was computed is kept.</param>
    /// <exception cref="ImageFormatException">A file is no image that can be read.</exception>
    public Image?[] Read(IReadOnlyList<string> images, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        var alignedFaces = new Image?[images.Count];
        long done = 0;
        try
        {
            Parallel.For(0, alignedFaces.Length,
                new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
            {
                alignedFaces[i] = Read(images[i]);
                progress?.Report(Interlocked.Increment(ref done));
            });
        }
        catch (AggregateException e) when (e.InnerException is ImageFormatException first)
        {
            throw first;
        }

        return alignedFaces;
    }

    private Image? Make(Image image)
    {
        if (FaceRecognizer.Select(recognizer.Find(image), image, selection, out DetectedFace found) != FaceStatus.Found)
        {
            return null;
        }

        return aligner.TryAlign(image, recognizer.Locate(image, found).Points, out Image? alignedFace) ? alignedFace : null;
    }

    private static (Image? AlignedFace, bool Whole)? Find(string file)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        byte[] bytes = File.ReadAllBytes(file);
        int end = bytes.Length - SHA256.HashSizeInBytes;
        if (end < HeaderBytes || !bytes.AsSpan(0, Mark.Length).SequenceEqual(Mark)
            || !SHA256.HashData(bytes.AsSpan(0, end)).AsSpan().SequenceEqual(bytes.AsSpan(end)))
        {
            return null;
        }

        int width = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8)), height =
            BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(10));
        if (width * height * 3 != end - HeaderBytes)
        {
            return null;
        }

        return (width == 0 ? null : new Image(width, height, bytes[HeaderBytes..end]), true);
    }

    private static void Keep(string file, Image? alignedFace)
    {
        byte[] header = [.. Mark, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)(alignedFace?.Width ?? 0));
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(10), (ushort)(alignedFace?.Height ?? 0));
        byte[] content = [.. header, .. alignedFace is null ? [] : alignedFace.Pixels];
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        AtomicFile.WriteCache(file, stream => stream.Write([.. content, .. SHA256.HashData(content)]));
    }

    private static string Recipe(FaceRecognizer recognizer, FaceSelection selection)
    {
        FaceRecognizerOptions options = recognizer.Options;
        AlignmentTemplate template = recognizer.Embedder.Template;
        // All networks but those that embed: the aligned face does not depend on them.
        int makers = options.Points == FacePointSource.Landmarks ? 2 : 1;
        string networks = string.Join(',', recognizer.Networks.Take(makers).Select(n => n.Card.Sha256));
        string recipe = string.Create(CultureInfo.InvariantCulture,
            $"{networks};{options.Detection};{options.Landmarks};{options.Points};{selection};"
                + $"{template.Name} {template.Width}x{template.Height}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(recipe)));
    }
}
