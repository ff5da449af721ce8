namespace Eseur.Admin.Features.Dashboard;

public static class DashboardServices
{
    public static void AddDashboard(this IServiceCollection services) => services.AddScoped<SuperiorMail>();
}
