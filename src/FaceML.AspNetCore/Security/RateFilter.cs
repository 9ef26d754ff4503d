using System.Threading.RateLimiting;

namespace FaceML.AspNetCore.Security;

/// <summary>The limit of requests a minute, by key. A bucket fills evenly and holds ten seconds' worth.</summary>
internal sealed class RateFilter : IEndpointFilter, IDisposable
{
    private const int BurstSeconds = 10;

    private readonly PartitionedRateLimiter<HttpContext> limiter;

    public RateFilter(FaceMLOptions options)
    {
        int perMinute = options.Limits.RequestsPerMinute;
        int burst = Math.Max(1, perMinute * BurstSeconds / 60);
        limiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
            perMinute == 0 || FaceMLAuthentication.IsLoopback(http.User)
                ? RateLimitPartition.GetNoLimiter("")
                : RateLimitPartition.GetTokenBucketLimiter(FaceMLAuthentication.IdOf(http.User) ?? "", _ => new()
                {
                    TokenLimit = burst,
                    TokensPerPeriod = 1,
                    ReplenishmentPeriod = TimeSpan.FromMinutes(1.0 / perMinute),
                    QueueLimit = 0,
                }));
    }

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        using RateLimitLease lease = limiter.AttemptAcquire(context.HttpContext);
        if (!lease.IsAcquired)
        {
            TimeSpan wait = lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan told) ? told : TimeSpan.FromSeconds(1);
            throw new FaceMLException(FaceMLError.RateLimited, "This key has made more requests than it may. Try again later.")
            {
                RetryAfter = wait,
            };
        }

        return await next(context);
    }

    public void Dispose() => limiter.Dispose();
}
