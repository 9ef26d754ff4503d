using FaceML.Galleries.Erasure;

namespace FaceML.Galleries;

/// <content>What was deleted is taken out of the files.</content>
public sealed partial class Gallery
{
    // A record's header may be longer than a piece: the longest id of a key is 64 bytes.
    private const int Overlap = 128;

    // Different images of one face are less alike: from here on the bytes of an index may be the same.
    private const float SameImage = 0.95f;

    // Cleans the files, searches them for the records, and writes them anew where something is left; gives how many bytes were searched.
    private long Clean(List<StoredTemplate> erased)
    {
        TraceFinder finder = new();
        foreach (StoredTemplate template in erased)
        {
            finder.Add(template.Record, 0);
        }

        float[] vectors = mirror.Index is null ? [] : Unseal(erased);
        for (int at = 0; at < vectors.Length; at += Definition.Dimension)
        {
            finder.Add(IndexedForm(vectors.AsMemory(at, Definition.Dimension)), 0);
        }

        lock (writing)
        {
            WipeIndexFile();
            TrySaveIndex();
            for (bool rewrite = false; ; rewrite = true)
            {
                Purge(rewrite);
                bool found = false;
                long bytes = ReadFiles((_, _, part) => finder.Find(part, (_, _) => found = true));
                if (!found || !IsMoreThanEnrolled(finder, vectors))
                {
                    return bytes;
                }

                if (rewrite)
                {
                    throw new GalleryException(
                        GalleryError.TracesRemain,
                        $"The templates are removed from the gallery {Definition.Id}, but bytes of them are still in its files.");
                }
            }
        }
    }

    // A template that stays enrolled may hold the same bytes, as one of the same image does: they may be in the files as often as they are
    // enrolled. Not to look for them at all would pass over what is left of an erased template beside one of the same embedding. Counted
    // before the files are read again: what another process enrolls meanwhile is found too often rather than too seldom.
    private bool IsMoreThanEnrolled(TraceFinder finder, float[] vectors)
    {
        bool indexed = mirror.Index is not null && IndexFiles().Any(File.Exists);
        Dictionary<UInt128, int> counts = [];
        using (IGallerySession session = store.Begin(write: false))
        {
            foreach ((StoredTemplate template, ReadOnlyMemory<float> vector) in ReadVectors(session, null))
            {
                bool shares = finder.Count(template.Record, counts);
                if (indexed && (shares || IsOfSameImage(vector.Span, vectors)))
                {
                    finder.Count(IndexedForm(vector), counts);
                }
            }
        }

        bool more = false;
        ReadFiles((_, offset, part) => more |= finder.FindsMore(part, offset > 0 ? Math.Min(Overlap, part.Length) : 0, counts));
        return more;
    }

    private bool IsOfSameImage(ReadOnlySpan<float> vector, float[] erased)
    {
        for (int at = 0; at < erased.Length; at += Definition.Dimension)
        {
            if (TensorPrimitives.Dot(vector, erased.AsSpan(at, Definition.Dimension)) >= SameImage)
            {
                return true;
            }
        }

        return false;
    }

    private void Purge(bool rewrite)
    {
        for (int attempt = 1; !store.Purge(rewrite); attempt++)
        {
            if (attempt == PurgeAttempts)
            {
                throw new GalleryException(GalleryError.TracesRemain,
                    $"The files of the gallery {Definition.Id} cannot be cleaned while another process reads an older state. Run "
                    + $"Purge later ('faceml gallery audit').");
            }

            Thread.Sleep(100);
        }
    }

    private long ReadFiles(RawBytes read)
    {
        long bytes = 0;
        store.ReadRaw((file, offset, part) =>
        {
            bytes += part.Length - (offset > 0 ? Overlap : 0);
            read(file, offset, part);
        }, Overlap);
        return bytes + ReadIndexFiles(read);
    }
}
