using Microsoft.Extensions.Logging;

namespace FaceML.AspNetCore.Telemetry;

/// <summary>
/// Who changed what, in the log category <c>FaceML.Audit</c>: the key's id, and the person's number in the gallery, which the gallery's own
/// audit log names too; never a name.
/// </summary>
internal sealed partial class AuditLog(ILoggerFactory loggers)
{
    private readonly ILogger logger = loggers.CreateLogger("FaceML.Audit");

    public void Write(HttpContext http, string action, string gallery, long? person) =>
        LogChange(logger, FaceMLAuthentication.IdOf(http.User), action, gallery, person);

    [LoggerMessage(LogLevel.Information, "{Key}: {Action} in {Gallery}, person {Person}")]
    private static partial void LogChange(ILogger logger, string? key, string action, string gallery, long? person);
}
