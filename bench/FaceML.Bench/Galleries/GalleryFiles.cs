using System.Security.Cryptography;
using FaceML.Galleries;
using FaceML.Galleries.Search;

namespace FaceML.Bench.Galleries;

/// <summary>The gallery of a measurement in a file, with its index beside it. In a folder that is kept, what an earlier run made there is
/// used again, a gallery that is not full yet too.</summary>
internal sealed class GalleryFiles : IDisposable
{
    private const int Batch = 10_000;

    private readonly bool kept;
    private readonly string file;

    /// <summary>Names the files by what is in them.</summary>
    /// <param name="folder">The folder that is kept; null for files that are deleted at the end.</param>
    /// <param name="vectors">The vectors.</param>
    public GalleryFiles(string? folder, GalleryVectors vectors)
    {
        kept = folder is not null;
        file = Path.Combine(
            folder is null ? DataSets.Artifacts : Directory.CreateDirectory(folder).FullName,
            $"{vectors.FileName}{(kept ? "" : $"-{Guid.NewGuid():N}")}.faces");
    }

    private string IndexFile => file + ".index";

    /// <summary>Opens the gallery.</summary>
    public Gallery Open(SearchMethod method, int threads) => Gallery.OpenFile(file, new() { Threads = threads, Search = method });

    /// <summary>Enrolls what is not enrolled yet, one vector a person.</summary>
    public void Fill(GalleryVectors vectors)
    {
        GalleryOptions exact = new() { Search = SearchMethod.Exact };
        using Gallery gallery = File.Exists(file)
            ? Gallery.OpenFile(file, exact)
            : Gallery.CreateFile(file, GalleryServer.Definition, exact);
        int before = gallery.TemplateCount, count = vectors.All.Length;
        if (before < count)
        {
            double seconds = GalleryServer.Enroll(gallery, vectors, before, Batch);
            Console.Error.WriteLine($"{count - before:N0} {vectors.Name} enrolled in {seconds:0} s");
        }
    }

    /// <summary>Builds the index where there is none.</summary>
    public void BuildIndex(GalleryVectors vectors)
    {
        using Gallery gallery = Open(SearchMethod.Index, 0);
        if (gallery.SearchedBy != SearchMethod.Index)
        {
            long start = Stopwatch.GetTimestamp();
            gallery.BuildIndex();
            Console.Error.WriteLine(
                $"index of {vectors.All.Length:N0} {vectors.Name} built in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s, "
                + $"{new FileInfo(IndexFile).Length / 1_000_000:N0} MB");
        }
    }

    /// <summary>Loads the gallery's index as USearch alone has it; the key of a vector is its number and 1.</summary>
    public UsearchIndex LoadIndex(GalleryVectors vectors)
    {
        string hash;
        using (FileStream stream = File.OpenRead(IndexFile))
        {
            hash = Convert.ToHexStringLower(SHA256.HashData(stream));
        }

        return UsearchIndex.Load(IndexFile, hash, GalleryServer.Definition.Dimension, vectors.All.Length + 1, Environment.ProcessorCount)
            ?? throw new InvalidDataException($"{IndexFile} is no index of {vectors.All.Length:N0} vectors.");
    }

    public void Dispose()
    {
        if (!kept)
        {
            File.Delete(file);
            File.Delete(IndexFile);
        }
    }
}
