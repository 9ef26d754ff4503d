using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.ML;

/// <summary>Passes the context's log to the application's, as trace messages.</summary>
internal sealed class LoggingMLOptions(ILogger<MLContext> logger) : IPostConfigureOptions<MLOptions>
{
    public void PostConfigure(string name, MLOptions options) =>
        options.MLContext.Log += (_, message) => logger.LogTrace("{Message}", message.Message);
}
