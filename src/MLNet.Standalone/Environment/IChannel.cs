namespace Microsoft.ML.Runtime;

/// <summary>A channel for messages to people.</summary>
public interface IChannel : IPipe<ChannelMessage>
{
    /// <summary>Sends a detail of the work.</summary>
    void Trace(MessageSensitivity sensitivity, string fmt);

    /// <summary>Sends a detail of the work.</summary>
    void Trace(MessageSensitivity sensitivity, string fmt, params object[] args);

    /// <summary>Sends word of a failure.</summary>
    void Error(MessageSensitivity sensitivity, string fmt);

    /// <summary>Sends word of a failure.</summary>
    void Error(MessageSensitivity sensitivity, string fmt, params object[] args);

    /// <summary>Sends word of something suspect.</summary>
    void Warning(MessageSensitivity sensitivity, string fmt);

    /// <summary>Sends word of something suspect.</summary>
    void Warning(MessageSensitivity sensitivity, string fmt, params object[] args);

    /// <summary>Sends word of the course of the work.</summary>
    void Info(MessageSensitivity sensitivity, string fmt);

    /// <summary>Sends word of the course of the work.</summary>
    void Info(MessageSensitivity sensitivity, string fmt, params object[] args);
}
