"""网站和政务新媒体: by which sites and accounts does an agency speak, and who runs them?"""
