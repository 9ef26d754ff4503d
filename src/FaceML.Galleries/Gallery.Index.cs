namespace FaceML.Galleries;

/// <content>The approximate index: a cache that is built from the store beside exact searches, kept in a file that the store vouches for,
/// and rewritten by erasure.</content>
public sealed partial class Gallery
{
    private readonly CancellationTokenSource ending = new();
    private Task? building;
    private volatile bool storeIndexed;

    /// <summary>How searches are done now: exactly while an index is built.</summary>
    public SearchMethod SearchedBy => Read(() =>
        (mirror.IsComparedByStore ? ((IVectorStore)store).HasIndex : mirror.Index is not null) ? SearchMethod.Index
        : mirror.IsQuantized ? SearchMethod.Quantized
        : SearchMethod.Exact);

    /// <summary>Builds the index now, and waits for it; searches go on meanwhile. Without this call one is built in the background as soon
    /// as the options ask for it.</summary>
    /// <param name="cancellation">Ends the wait, not the work.</param>
    /// <exception cref="GalleryException">The options or the fusion rule an index out, or the store failed.</exception>
    public void BuildIndex(CancellationToken cancellation = default)
    {
        if (!MayBeIndexed || Definition.Fusion == ScoreFusion.AverageTemplate)
        {
            throw new GalleryException(
                GalleryError.InvalidArgument,
                $"The gallery {Definition.Id} must be searched by an index to build one; its templates are {Definition.Fusion} and it is "
                + $"opened with {options.Search}.");
        }

        Synchronize();
        StartIndex()?.WaitAsync(cancellation).GetAwaiter().GetResult();
    }

    private static void RequireSearchable(GalleryDefinition definition, GalleryOptions options)
    {
        if (definition.Fusion == ScoreFusion.AverageTemplate && options.Search == SearchMethod.Index)
        {
            throw new GalleryException(
                GalleryError.InvalidArgument,
                $"Average templates must be searched without an index; the gallery {definition.Id} is opened with {SearchMethod.Index}.");
        }
    }

    private bool WantsIndex => Definition.Fusion != ScoreFusion.AverageTemplate && MayBeIndexed
        && (options.Search == SearchMethod.Index || mirror.TemplateCount > ExactLimit);

    // What is held in this process is indexed only where that is asked for.
    private bool MayBeIndexed =>
        options.Search == SearchMethod.Index || (options.Search == SearchMethod.Automatic && mirror.IsComparedByStore);

    private int QuantizeAbove => options.Search switch
    {
        SearchMethod.Quantized => 0,
        SearchMethod.Automatic => options.ExactLimit,
        _ => int.MaxValue,
    };

    private int ExactLimit => mirror.IsComparedByStore
        ? Math.Min(options.ExactLimit, ((IVectorStore)store).ExactLimit)
        : options.ExactLimit;

    // An index at rest would show what encryption hides.
    private string? IndexFile => options.Keys is null ? store.IndexFile : null;

    private void ConsiderIndex()
    {
        if (WantsIndex)
        {
            _ = StartIndex();
        }
    }

    private Task? StartIndex()
    {
        lock (ending)
        {
            if (mirror.Index is not null || (mirror.IsComparedByStore && storeIndexed) || ending.IsCancellationRequested)
            {
                return null;
            }

            if (building is null or { IsCompleted: true })
            {
                building = Task.Run(mirror.IsComparedByStore ? BuildInStore : Build);
            }

            return building;
        }
    }

    private void BuildInStore()
    {
        ((IVectorStore)store).BuildIndex(ending.Token);
        storeIndexed = true;
    }

    private void Build()
    {
        string? keyBefore = renewalKeyId;
        GalleryMirror of = mirror;
        long[] persons = Read(() => mirror.Persons.Select(person => person.Key).Order().ToArray());
        UsearchIndex built = new(Definition.Dimension, of.TemplateCount + (of.TemplateCount / 8), Environment.ProcessorCount);
        try
        {
            List<long> keys = [];
            foreach (long[] part in persons.Chunk(PersonsAtOnce))
            {
                // Short sessions: a long one would keep the write-ahead log from being emptied.
                (StoredTemplate Template, ReadOnlyMemory<float> Vector)[] read;
                using (IGallerySession session = store.Begin(write: false))
                {
                    read = [.. ReadVectors(session, part)];
                }

                foreach ((StoredTemplate template, ReadOnlyMemory<float> vector) in read)
                {
                    ending.Token.ThrowIfCancellationRequested();
                    // Merged meanwhile, a template is read with both persons.
                    if (!built.Contains(template.Key))
                    {
                        built.Add(template.Key, vector.Span);
                        keys.Add(template.Key);
                    }
                }
            }

            // Changes look at the mirror under their lock alone.
            lock (writing)
            {
                Synchronize();
                if (TryMoveTo(built, keys, of, keyBefore))
                {
                    SaveIndex();
                }
                else
                {
                    built.Dispose();
                }
            }
        }
        catch
        {
            // Where the mirror has it already, it goes with the gallery.
            if (!ReferenceEquals(mirror.Index, built))
            {
                built.Dispose();
            }

            throw;
        }
    }

    // False where another mirror was read anew meanwhile, with other keys perhaps: the next change starts again.
    private bool TryMoveTo(UsearchIndex built, List<long> keys, GalleryMirror of, string? keyBefore)
    {
        gate.EnterWriteLock();
        try
        {
            bool same = ReferenceEquals(of, mirror) && renewalKeyId == keyBefore && mirror.Sequence >= 0;
            if (same)
            {
                mirror.MoveTo(built, keys);
            }

            return same;
        }
        finally
        {
            gate.ExitWriteLock();
        }
    }

    // The caller is about to dispose the gallery.
    private void FinishIndex()
    {
        lock (ending)
        {
            ending.Cancel();
        }

        try
        {
            building?.Wait();
            lock (writing)
            {
                if (mirror.Index is not null && mirror.Sequence != savedSequence)
                {
                    SaveIndex();
                }
            }
        }
        catch (Exception exception) when (exception is AggregateException or GalleryException or OperationCanceledException)
        {
            // A cache: the next to open the gallery builds it again.
        }

        ending.Dispose();
    }
}
