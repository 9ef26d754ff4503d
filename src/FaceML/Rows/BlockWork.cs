namespace FaceML.Rows;

/// <summary>
/// What a stage does for one cursor or one row: reads inputs into slots, works on a block of slots at
/// once, and hands the results of a slot out. Made for one input row object, used by one thread at a time.
/// </summary>
internal abstract class BlockWork
{
    /// <summary>Takes what is needed out of the input's current row.</summary>
    /// <param name="slot">Where to keep it, 0 to the block size − 1.</param>
    public abstract void Read(int slot);

    /// <summary>Computes the results of the first <paramref name="count"/> slots.</summary>
    public abstract void Run(int count);

    /// <summary>
    /// Makes the <c>ValueGetter</c> of an output. It hands out the result of <paramref name="slot"/>'s index at
    /// the time of the call, and may be called any number of times.
    /// </summary>
    public abstract Delegate CreateGetter(int output, Slot slot);
}
