namespace Microsoft.ML.Runtime;

/// <summary>Tells how far some work is. Disposed when it is done.</summary>
public interface IProgressChannel : IProgressChannelProvider, IDisposable
{
    /// <summary>Says what is counted and how to find out the counts.</summary>
    void SetHeader(ProgressHeader header, Action<IProgressEntry> fillAction);

    /// <summary>Reports now: metrics first, then for each unit the progress, then for each unit the limit.</summary>
    void Checkpoint(params double?[] values);
}
