namespace FaceML.Serving;

/// <summary>Where the current generation of a served file lies. Safe from any thread.</summary>
internal sealed class ModelSlot
{
    private ModelGeneration current;

    public ModelSlot(ModelGeneration first) => current = first;

    public ModelGeneration Current => Volatile.Read(ref current);

    /// <summary>Leases the current generation.</summary>
    public ModelLease Acquire()
    {
        while (true)
        {
            ModelGeneration generation = Current;
            if (generation.TryEnter())
            {
                return new ModelLease(generation);
            }

            // It was replaced and released between the two lines above: the next look finds its successor.
            ObjectDisposedException.ThrowIf(ReferenceEquals(generation, Current), typeof(FaceModelLoader));
        }
    }

    /// <summary>Puts a generation in place. The one before is released when the last that computes with it has finished.</summary>
    public void Replace(ModelGeneration next) => Interlocked.Exchange(ref current, next).Exit();

    /// <summary>Releases the current generation for good.</summary>
    public void Close() => Current.Exit();
}
