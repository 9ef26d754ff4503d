namespace Microsoft.ML;

/// <summary>A message of a context's log.</summary>
public class LoggingEventArgs : EventArgs
{
    /// <summary>A message without kind and source.</summary>
    public LoggingEventArgs(string message)
    {
        Message = message;
    }

    /// <summary>A message with kind and source.</summary>
    public LoggingEventArgs(string message, ChannelMessageKind kind, string source)
    {
        RawMessage = message;
        Kind = kind;
        Source = source;
        Message = $"[Source={source}, Kind={kind}] {message}";
    }

    /// <summary>Who sent it.</summary>
    public string Source { get; }

    /// <summary>How serious it is.</summary>
    public ChannelMessageKind Kind { get; }

    /// <summary>The text, with source and kind before it when they are known.</summary>
    public string Message { get; }

    /// <summary>The text alone.</summary>
    public string RawMessage { get; }
}
