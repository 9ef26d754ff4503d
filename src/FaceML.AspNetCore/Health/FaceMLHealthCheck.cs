using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace FaceML.AspNetCore.Health;

/// <summary>
/// Ready: networks, models and galleries are loaded, the galleries answer, and the host is not shutting down. The answer names none of
/// them.
/// </summary>
internal sealed class FaceMLHealthCheck(GalleryRegistry galleries, IHostApplicationLifetime host) : IHealthCheck
{
    /// <summary>The tag of checks that say whether the host is ready.</summary>
    public const string Ready = "ready";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (host.ApplicationStopping.IsCancellationRequested)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy("The host is shutting down."));
        }

        try
        {
            foreach (string name in galleries.Names)
            {
                _ = galleries.Get(name).PersonCount;
            }

            return Task.FromResult(HealthCheckResult.Healthy());
        }
        catch (Exception e)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy("A gallery cannot be reached.", e));
        }
    }
}
